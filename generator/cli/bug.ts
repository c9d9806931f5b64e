import { inspect } from 'node:util';
import { ISSUES_PAGE, VERSION } from '../version.ts';

/** What a report of a bug needs to know of the process. */
export interface FailedProcess {
  /** The arguments after the program's name. */
  argv: readonly string[];
  env: Readonly<Record<string, string | undefined>>;
}

/** What people see when an error is a fault of Poolwright itself: what to report, and where. The stack is shown on request. */
export function bugText(error: unknown, { argv, env }: FailedProcess): string {
  const withStack = argv.includes('--debug') || !['', undefined].includes(env.POOLWRIGHT_DEBUG);
  const where = ISSUES_PAGE ? `at ${ISSUES_PAGE}` : 'to the maintainers of poolwright';
  const lines = [
    'error: this is a bug in poolwright, please report it',
    `  ${summaryOf(error)}`,
    `  poolwright ${VERSION}, Node.js ${process.version}, ${process.platform} ${process.arch}`,
    `  command: ${['poolwright', ...argv].join(' ')}`,
    `  help: Report it ${where} with the text above${withStack ? ' and below' : '; --debug adds where in the program it happened'}`,
  ];
  if (withStack) lines.push(inspect(error));
  return `${lines.join('\n')}\n`;
}

function summaryOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : inspect(error);
}
