import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Value } from '@kustomize-ts/core';
import { root as repository } from '../../../scripts/build/options.ts';
import { crdTexts } from '../../../scripts/schemas/module.ts';
import { karpenterSource } from '../../../scripts/schemas/sources.ts';

export interface CrdQuestion {
  /** A CRD file or a folder of them. */
  crd: string;
  object: Value;
  old?: Value;
}

export interface CrdAnswer {
  valid?: boolean;
  errors?: { type: string; field: string; message: string }[];
  unknownFields?: string[];
  stored?: Value;
  /** The oracle itself failed. */
  fatal?: string;
}

export interface CrdOracle {
  ask(question: CrdQuestion): Promise<CrdAnswer>;
  close(): void;
}

/** Where README.md has the oracle built. */
export const BINARY = join(repository, '.cache/oracles/crd');

/** Starts the built oracle; it responds in the order of the requests. */
export function startCrdOracle(): CrdOracle {
  // The server's code logs to stderr; failures come as answers.
  const child = spawn(BINARY, { stdio: ['pipe', 'pipe', 'ignore'] });
  const waiting: { resolve: (answer: CrdAnswer) => void; reject: (reason: Error) => void }[] = [];
  const fail = (error: Error) => {
    for (const { reject } of waiting.splice(0)) reject(error);
  };
  child.on('error', fail);
  child.on('exit', (code) => fail(new Error(`the oracle ended with code ${code}`)));
  createInterface({ input: child.stdout }).on('line', (line) => waiting.shift()?.resolve(JSON.parse(line)));
  return {
    ask: (question) =>
      new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
        child.stdin.write(`${questionText(question)}\n`);
      }),
    close: () => child.stdin.end(),
  };
}

/** A folder with the CRDs of a Karpenter release, from Go's module cache or proxy. */
export async function crdFolder(version: string): Promise<string> {
  const folder = join(repository, '.cache/crds', version);
  await mkdir(folder, { recursive: true });
  for (const [name, text] of await crdTexts(karpenterSource, version))
    await writeFile(join(folder, name), text);
  return folder;
}

/** The question as JSON, integers beyond 2^53 in full. */
function questionText(question: CrdQuestion): string {
  const mark = '@integer:';
  const json = JSON.stringify(question, (_key, value) =>
    typeof value === 'bigint' ? `${mark}${value}` : value,
  );
  return json.replace(new RegExp(`"${mark}(-?\\d+)"`, 'g'), '$1');
}
