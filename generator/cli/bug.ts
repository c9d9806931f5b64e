import { inspect } from 'node:util';
import { ISSUES_PAGE, VERSION } from '../version.ts';

/** Prints what to report of a bug, and ends the process as one that could not run. The stack is shown on request. */
export function reportBug(error: unknown, argv: readonly string[]): void {
  const withStack = argv.includes('--debug') || !['', undefined].includes(process.env.POOLWRIGHT_DEBUG);
  const end = () => process.exit(3);
  // Whoever reads standard error may be gone.
  process.stderr.on('error', end).write(bugText(error, argv, withStack), end);
}

function bugText(error: unknown, argv: readonly string[], withStack: boolean): string {
  const where = ISSUES_PAGE ? `at ${ISSUES_PAGE}` : 'to the maintainers of poolwright';
  const more = withStack ? ' and below' : '; --debug adds where in the program it happened';
  const lines = [
    'error: this is a bug in poolwright, please report it',
    `  ${summaryOf(error)}`,
    `  poolwright ${VERSION}, Node.js ${process.version}, ${process.platform} ${process.arch}`,
    `  command: ${['poolwright', ...argv].join(' ')}`,
    `  help: Report it ${where} with the text above${more}`,
    ...(withStack ? [inspect(error)] : []),
  ];
  return `${lines.join('\n')}\n`;
}

function summaryOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : inspect(error);
}
