import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { root as repository } from '../../../scripts/build/options.ts';

export interface PolicyQuestion {
  /** A ValidatingAdmissionPolicy, or expressions alone. */
  policy?: unknown;
  expressions?: readonly string[];
  object: unknown;
  oldObject?: unknown;
  params?: unknown;
}

export interface PolicyAnswer {
  matches?: boolean;
  decisions?: {
    action: 'admit' | 'deny';
    evaluation: 'admit' | 'deny' | 'error';
    message?: string;
    reason?: string;
  }[];
  /** The value of each expression as text, or its error after `error: `. */
  values?: string[];
  /** The oracle itself failed. */
  fatal?: string;
}

export interface PolicyOracle {
  answer(question: PolicyQuestion): Promise<PolicyAnswer>;
  close(): void;
}

/** Where README.md has the oracle built. */
export const BINARY = join(repository, '.cache/oracles/policy');

/** Starts the built oracle; it answers in order. */
export function startPolicyOracle(): PolicyOracle {
  const child = spawn(BINARY, { stdio: ['pipe', 'pipe', 'ignore'] });
  const waiting: { resolve: (answer: PolicyAnswer) => void; reject: (reason: Error) => void }[] = [];
  const fail = (error: Error): void => {
    for (const { reject } of waiting.splice(0)) reject(error);
  };
  child.on('error', fail);
  child.on('exit', (code) => fail(new Error(`the oracle ended with code ${code}`)));
  createInterface({ input: child.stdout }).on('line', (line) => waiting.shift()?.resolve(JSON.parse(line)));
  return {
    answer: (question) =>
      new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
        child.stdin.write(`${JSON.stringify(question)}\n`);
      }),
    close: () => child.stdin.end(),
  };
}
