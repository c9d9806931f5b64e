import { createInterface } from 'node:readline';

/** Questions to the person at a terminal. */
export interface Terminal {
  /** The answer to a question; undefined where the person ends the input, with Ctrl-C or Ctrl-D. */
  ask(question: string): Promise<string | undefined>;
  close(): void;
}

/** Asks on `output` and reads lines of `input`. */
export function openTerminal(input: NodeJS.ReadableStream, output: NodeJS.WritableStream): Terminal {
  const lines = createInterface({ input, output });
  const early: string[] = [];
  let isClosed = false;
  let answer: ((line: string | undefined) => void) | undefined;
  const give = (line: string | undefined): void => {
    const waiting = answer;
    answer = undefined;
    if (waiting) waiting(line);
    else if (line !== undefined) early.push(line);
  };
  lines.on('line', give);
  lines.on('close', () => {
    isClosed = true;
    give(undefined);
  });
  return {
    ask: (question) =>
      new Promise((resolve) => {
        output.write(question);
        const line = early.shift();
        if (line !== undefined || isClosed) resolve(line);
        else answer = resolve;
      }),
    close: () => lines.close(),
  };
}
