import { inspect } from 'node:util';
import { ISSUES_PAGE, VERSION } from '../version.ts';

/** Prints a bug report, and ends the process with the exit code of a command that could not run. The stack is printed on request. */
export function reportBug(error: unknown, argv: readonly string[]): void {
  const withStack = argv.includes('--debug') || !['', undefined].includes(process.env.POOLWRIGHT_DEBUG);
  const end = () => process.exit(3);
  // The reader of standard error may have closed it.
  process.stderr.on('error', end).write(bugText(error, argv, withStack), end);
}

function bugText(error: unknown, argv: readonly string[], withStack: boolean): string {
  const where = ISSUES_PAGE ? `at ${ISSUES_PAGE}` : 'to the maintainers of poolwright';
  const more = withStack ? ' and below' : '; --debug adds the stack trace';
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
