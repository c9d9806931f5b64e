import type { ValueObject } from '@kustomize-ts/core';
import { lint } from '../../generator/check/lint/index.ts';
import { type Outcome, outcomeOf } from './outcome.ts';

interface Case {
  id: string;
  crd: string;
  source: string;
  object: ValueObject;
  valid: boolean;
}

/**
 * Over aws-cases.jsonl: no lint rule may raise an error on a manifest of Karpenter's documentation or examples
 * that the API server accepts.
 */
export default async function run(lines: unknown[]): Promise<Outcome> {
  const cases = (lines as Case[]).filter(
    ({ valid, source }) => valid && /^(website|examples)\//.test(source),
  );
  const failures = cases.flatMap(({ id, crd, object }) => {
    const scope = { tier: 'production', karpenter: crd.replace(/^aws-v/, '') };
    const errors = lint({ scope, objects: [object], workloads: [] }).filter(
      ({ severity }) => severity === 'error',
    );
    return errors.length === 0
      ? []
      : [`${id}\n  ${errors.map(({ code, message }) => `${code}: ${message}`).join('\n  ')}`];
  });
  return outcomeOf(cases, failures);
}
