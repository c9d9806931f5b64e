import { memoryFileSystem } from '@kustomize-ts/core';
import { openRevision, type RevisionState } from '../../../generator/check/update/revision.ts';
import { openCrds } from '../../../generator/crds/karpenter.ts';
import { emit } from '../../../generator/emit/index.ts';
import { cataloguePrices } from '../../../generator/instances/cost/price-file.ts';
import { loadFleet } from '../../../generator/load/index.ts';
import { makePlan, type Plan } from '../../../generator/plan/plan.ts';
import { memoryHost } from '../load/helper.ts';

/** A Sunday, 12:00 UTC. */
export const NOON = Date.parse('2026-11-29T12:00:00Z');

/** The plan of a change from one fleet.yaml to another. */
export function planOf(before: string, after: string, at = NOON): Plan {
  return makePlan({
    before: revisionOf(before),
    after: revisionOf(after),
    crds: openCrds(),
    at,
    priceOf: cataloguePrices,
  });
}

/** A revision whose generated tree is what its fleet.yaml declares. */
export function revisionOf(text: string): RevisionState {
  const { fleet, diagnostics } = loadFleet(memoryHost({ 'fleet.yaml': text }));
  if (!fleet) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  const files = memoryFileSystem(Object.fromEntries(emit(fleet).files));
  return openRevision({ fleet, files, root: '/', name: 'base' });
}

/** `ENVIRONMENT POOL EFFECT REASON…` of each entry, its reasons without repeats. */
export function verdicts({ entries }: Plan): string[] {
  return entries.map(({ environment, change: { pool, effect, causes } }) =>
    [environment, pool, effect, ...new Set(causes.flatMap(({ reason }) => reason ?? []))].join(' '),
  );
}
