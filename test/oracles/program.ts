import { execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { root as repository } from '../../scripts/build/options.ts';

/** A running oracle, which answers a line with a line, in order. */
export interface LineOracle {
  /** Rejects when the program cannot be started or ends. */
  ask(line: string): Promise<string>;
  close(): void;
}

/**
 * The file of an oracle that is built by hand.
 * @param folder the one in test/oracles whose README.md says how
 * @throws Error when it was not built
 */
export function builtOracle(folder: string, name = folder): string {
  const file = join(repository, '.cache/oracles', name);
  if (existsSync(file)) return file;
  throw new Error(`${file} is missing: build it as test/oracles/${folder}/README.md says`);
}

/** Starts an oracle; what it logs is shown or, if it logs much, `ignore`d. */
export function startLineOracle(
  file: string,
  log: 'inherit' | 'ignore',
  args: readonly string[] = [],
): LineOracle {
  const child = spawn(file, args, { stdio: ['pipe', 'pipe', log] });
  const waiting: { resolve: (line: string) => void; reject: (reason: Error) => void }[] = [];
  const fail = (error: Error): void => {
    for (const { reject } of waiting.splice(0)) reject(error);
  };
  child.on('error', fail);
  child.on('close', (code) => fail(new Error(`the oracle ended with code ${code}`)));
  createInterface({ input: child.stdout }).on('line', (line) => waiting.shift()?.resolve(line));
  return {
    ask: (line) =>
      new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
        child.stdin.write(`${line}\n`);
      }),
    close: () => child.stdin.end(),
  };
}

/**
 * Runs an oracle on lines of JSON and gives its answers, one for each.
 * @throws Error when it fails, or does not answer each line
 */
export function answersOf(
  file: string,
  lines: readonly string[],
  log: 'inherit' | 'ignore',
  args: readonly string[] = [],
): string[] {
  const input = lines.map((line) => `${line}\n`).join('');
  const output = execFileSync(file, args, {
    input,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
    stdio: ['pipe', 'pipe', log],
  });
  const answers = lines.length === 0 ? [] : output.trimEnd().split('\n');
  if (answers.length !== lines.length)
    throw new Error(`${file}: ${answers.length} answers to ${lines.length} lines`);
  return answers;
}
