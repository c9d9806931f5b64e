import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { NodeClassHashVersion } from '../../../generator/plan/hash/index.ts';
import { repository } from '../../../scripts/schemas/derive.ts';

/** A hash, or why Go cannot decode the object. */
export type HashAnswer = { hash: string; hashVersion: string } | { error: string };

/** Karpenter's hashes of objects, each written as JSON on one line, from the oracle that README.md has built for the version. */
export function karpenterHashes(version: NodeClassHashVersion, lines: readonly string[]): HashAnswer[] {
  const binary = join(repository, `.cache/oracles/karpenter-hash-${version}`);
  const input = lines.map((line) => `${line}\n`).join('');
  const output = execFileSync(binary, { input, encoding: 'utf8', maxBuffer: 2 ** 30 });
  return output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}
