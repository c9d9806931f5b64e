import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Value } from '@kustomize-ts/core';
import { root as repository } from '../../../scripts/build/options.ts';
import { crdTexts } from '../../../scripts/schemas/module.ts';
import { karpenterSource } from '../../../scripts/schemas/sources.ts';
import { builtOracle, startLineOracle } from '../program.ts';

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

/** Starts the oracle. */
export function startCrdOracle(): CrdOracle {
  // The server's code logs to stderr; failures come as answers.
  const { ask, close } = startLineOracle(builtOracle('crd'), 'ignore');
  return { ask: async (question) => JSON.parse(await ask(questionText(question))), close };
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
