import { stripVTControlCharacters } from 'node:util';

/** What was tried and the results, in order. */
export interface Case {
  suite: string;
  name: string;
  seconds: number;
  /** Why it failed. */
  failure?: string;
}

export interface Cases {
  readonly list: readonly Case[];
  /** Tries one thing; a failure is noted and the next one tried. Gives what the work gave, `undefined` where it failed. */
  check<T>(name: string, work: () => Promise<T>): Promise<T | undefined>;
}

export function createCases(suite: string, list: Case[], say: (line: string) => void): Cases {
  return {
    list,
    check: async (name, work) => {
      const start = Date.now();
      const note = (failure?: string): void => {
        const seconds = (Date.now() - start) / 1000;
        list.push({ suite, name, seconds, ...(failure === undefined ? {} : { failure }) });
        say(`  ${failure === undefined ? 'ok  ' : 'FAIL'} ${name} (${seconds.toFixed(1)} s)`);
        if (failure !== undefined) say(failure.replace(/^/gm, '       '));
      };
      try {
        const result = await work();
        note();
        return result;
      } catch (error) {
        note(failureText(error));
        return undefined;
      }
    },
  };
}

/** The message, and of an assertion what differs. */
function failureText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { message, details } = error as Error & { details?: unknown };
  return typeof details === 'string' ? `${message}\n${stripVTControlCharacters(details)}` : message;
}

/** A table with a line for each suite. */
export function summaryRows(
  list: readonly Case[],
): [suite: string, passed: number, failed: number, seconds: number][] {
  return [...new Set(list.map(({ suite }) => suite))].map((suite) => {
    const own = list.filter((one) => one.suite === suite);
    const failed = own.filter(({ failure }) => failure !== undefined).length;
    const seconds = own.reduce((sum, one) => sum + one.seconds, 0);
    return [suite, own.length - failed, failed, seconds];
  });
}
