import type { ValueObject } from '@kustomize-ts/core';
import { driftOf } from '../../generator/plan/nodes/drift.ts';
import { type Outcome, outcomeOf } from './outcome.ts';

interface Case {
  id: string;
  object: ValueObject;
  extra: { nodeClaim: ValueObject; static: string; requirements: string };
}

/** Karpenter's first reason for replacing a node, of those that the NodePool decides. */
export default async function run(lines: unknown[]): Promise<Outcome> {
  const failures: string[] = [];
  const cases = lines as Case[];
  for (const { id, object, extra } of cases) {
    const wanted = extra.static || extra.requirements || undefined;
    const got = driftOf({ nodePool: object, nodeClaim: extra.nodeClaim });
    if (got !== wanted) failures.push(`${id}\n  wanted ${wanted}\n  got    ${got}`);
  }
  return outcomeOf(cases, failures);
}
