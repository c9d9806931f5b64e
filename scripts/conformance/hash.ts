import type { ValueObject } from '@kustomize-ts/core';
import { isNodeClassHashVersion, nodeClassHash, nodePoolHash } from '../../generator/plan/hash/index.ts';
import { type Outcome, outcomeOf } from './outcome.ts';

interface Case {
  id: string;
  kind: string;
  object: ValueObject;
  extra: { hash: string; hashVersion: string; caBundle?: string };
}

/** Karpenter's drift hashes of NodePools and EC2NodeClasses. */
export default async function run(lines: unknown[]): Promise<Outcome> {
  const failures: string[] = [];
  const cases = lines as Case[];
  for (const one of cases) {
    const got = hashOf(one);
    if (got !== one.extra.hash) failures.push(`${one.id}\n  wanted ${one.extra.hash}\n  got    ${got}`);
  }
  return outcomeOf(cases, failures);
}

/** The CA bundle of the provider's suite, where a case does not record it. */
const suiteBundle = 'test-ca-bundle';

function hashOf({ kind, object, extra: { hashVersion, caBundle } }: Case): string {
  if (kind === 'NodePool') return nodePoolHash(object);
  return isNodeClassHashVersion(hashVersion)
    ? nodeClassHash(object, hashVersion, caBundle ?? suiteBundle)
    : `unknown version ${hashVersion}`;
}
