import { emit, type ValueObject } from '@kustomize-ts/core';
import type { Crds } from '../../generator/check/crd/crds.ts';
import { openCrds } from '../../generator/crds/karpenter.ts';
import { type Diagnostic, hasErrors } from '../../generator/diagnostics/diagnostic.ts';
import { readManifests, validateGroup } from '../../generator/manifests/index.ts';
import { type Outcome, outcomeOf } from './outcome.ts';

/** A manifest of Karpenter's documentation or its examples, and whether an API server with that release's CRDs takes it. */
interface DocsCase {
  id: string;
  source?: string;
  /** `aws-v1.15.1`. */
  crd: string;
  object: ValueObject;
  old?: ValueObject;
  valid: boolean;
  unknownFields?: string[];
}

/**
 * Puts them through what `poolwright validate PATH` does. A case passes when no error is found in what the
 * API server takes, and one in what it does not.
 */
export default async function docs(lines: unknown[]): Promise<Outcome> {
  const cases = (lines as DocsCase[]).filter(
    ({ source, old }) => /^(website|examples)\//.test(source ?? '') && old === undefined,
  );
  const crds = openCrds();
  const failures: string[] = [];
  for (const each of cases) {
    const found = await findingsOf(crds, each);
    const taken = each.valid && (each.unknownFields ?? []).length === 0;
    if (hasErrors(found) === taken)
      failures.push(`${each.id}: ${taken ? found.map(textOf).join('; ') : 'nothing is found'}`);
  }
  return outcomeOf(cases, failures);
}

async function findingsOf(crds: Crds, { id, crd, object }: DocsCase): Promise<Diagnostic[]> {
  const karpenter = /v(\d+\.\d+)/.exec(crd)?.[1] ?? '';
  const { diagnostics } = validateGroup(readManifests(id, emit(object)), {
    scope: { karpenter },
    crds,
    isWhole: false,
  });
  return diagnostics;
}

function textOf({ code, message }: Diagnostic): string {
  return `${code} ${message}`;
}
