import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface Request {
  mode: 'envsubst' | 'kustomize';
  template: string;
  vars: Record<string, string>;
  strict: boolean;
  always?: boolean;
}

export type Answer = { result: string } | { error: string };

export interface Oracle {
  ask(request: Request): Promise<Answer>;
  close(): void;
}

/** Where README.md has the oracle built. */
export const BINARY = fileURLToPath(new URL('../../../.cache/oracles/substitution', import.meta.url));

/** Starts the built oracle; it responds in the order of the requests. */
export function startOracle(): Oracle {
  const child = spawn(BINARY, { stdio: ['pipe', 'pipe', 'inherit'] });
  const waiting: { resolve: (answer: Answer) => void; reject: (reason: Error) => void }[] = [];
  child.on('error', (error) => {
    for (const { reject } of waiting.splice(0)) reject(error);
  });
  createInterface({ input: child.stdout }).on('line', (line) => waiting.shift()?.resolve(JSON.parse(line)));
  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
        child.stdin.write(`${JSON.stringify(request)}\n`);
      }),
    close: () => child.stdin.end(),
  };
}
