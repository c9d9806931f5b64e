import type { ValueObject } from '@kustomize-ts/core';
import { stringAt } from '../../instances/objects/fields.ts';
import { annotationsOf } from '../../instances/objects/metadata.ts';
import { ARGOCD_WAVE } from '../../load/delivery-annotations.ts';
import type { ArgoCdDelivery, Fleet } from '../../load/index.ts';
import { both } from '../both.ts';
import { syncOptions } from '../deliverers.ts';
import type { ChangedObjects, DeliveryNote, DeliveryStep } from './order.ts';

/** An object of a cluster by its name, as it is on the side of the change that has it. */
export type ObjectNamed = (name: string) => ValueObject | undefined;

interface Wave {
  applied: string[];
  removed: string[];
}

/**
 * What a sync of Argo CD 3.2 does, in its order (gitops-engine, `syncContext`): wave by wave, each once the one before is healthy. In a wave
 * it prunes first, and waits until that is gone; what is pruned goes in the reverse order of waves, or after all with PruneLast.
 */
export function argocdSteps(
  argocd: ArgoCdDelivery,
  { applied, removed }: ChangedObjects,
  before: ObjectNamed,
  after: ObjectNamed,
): DeliveryStep[] {
  const waves = new Map<number, Wave>();
  const waveAt = (number: number): Wave => {
    const wave = waves.get(number) ?? { applied: [], removed: [] };
    waves.set(number, wave);
    return wave;
  };
  for (const name of applied) waveAt(waveOf(after(name))).applied.push(name);
  const isLast = (name: string): boolean =>
    (argocd.syncPolicy?.syncOptions ?? []).includes('PruneLast=true') ||
    syncOptions(before(name) ?? {}).includes('PruneLast=true');
  const early = removed.filter((name) => !isLast(name));
  const numbers = [...new Set(early.map((name) => waveOf(before(name))))].sort((a, b) => a - b);
  for (const name of early)
    waveAt(numbers.at(-1 - numbers.indexOf(waveOf(before(name)))) ?? 0).removed.push(name);
  const steps: DeliveryStep[] = [];
  const ordered = [...waves].sort(([a], [b]) => a - b);
  for (const [i, [, wave]] of ordered.entries()) {
    const isBeforeOthers = wave.applied.length > 0 || i < ordered.length - 1;
    if (wave.removed.length > 0) steps.push(deletion(wave.removed, isBeforeOthers, argocd, before));
    if (wave.applied.length > 0)
      steps.push({
        action: 'apply',
        objects: wave.applied.sort(byName),
        ...(i < ordered.length - 1
          ? { note: `and wait until ${wave.applied.length === 1 ? 'it is' : 'they are'} healthy` }
          : {}),
      });
  }
  const late = removed.filter(isLast);
  if (late.length > 0)
    steps.push({
      action: 'delete',
      objects: late.sort(byName),
      note: 'after all else is healthy, by PruneLast',
    });
  return steps;
}

function deletion(
  removed: string[],
  isBeforeOthers: boolean,
  argocd: ArgoCdDelivery,
  before: ObjectNamed,
): DeliveryStep {
  const isConfirmed = removed.some((name) => syncOptions(before(name) ?? {}).includes('Prune=confirm'));
  const it = removed.length === 1 ? 'it is' : 'they are';
  const notes = [
    ...(isConfirmed ? ['once a person confirms it in Argo CD'] : []),
    ...(isBeforeOthers
      ? [`and wait until ${it} gone${takesNodes(removed, argocd) ? ', and the nodes with it' : ''}`]
      : []),
  ];
  return {
    action: 'delete',
    objects: removed.sort(byName),
    ...(notes.length > 0 ? { note: notes.join(', ') } : {}),
  };
}

/** Argo CD deletes in the foreground, so a NodePool stays until its NodeClaims, which it owns, are gone. */
function takesNodes(removed: readonly string[], { syncPolicy }: ArgoCdDelivery): boolean {
  const isOtherwise = (syncPolicy?.syncOptions ?? []).some((option) =>
    /^PrunePropagationPolicy=(?!foreground)/.test(option),
  );
  return !isOtherwise && removed.some((name) => name.startsWith('NodePool/'));
}

/** What changes in the waves. */
export function argocdNotes(before: Fleet, after: Fleet): DeliveryNote[] {
  const [old, now] = [before, after].map(({ spec }) => spec.delivery?.argocd?.syncWaves === true);
  if (old === now) return [];
  const text = now
    ? 'Argo CD applies NodePools once EC2NodeClasses are healthy from now on; a class that does not become ready then blocks changes of pools'
    : 'Argo CD applies EC2NodeClasses and NodePools in one wave from now on, and no longer waits until classes are healthy';
  return [{ isProblem: false, text, at: after.sources.locate(['delivery', 'argocd', 'syncWaves']) }];
}

function waveOf(object: ValueObject | undefined): number {
  return Number.parseInt(stringAt(annotationsOf(object ?? {}), ARGOCD_WAVE) ?? '0', 10) || 0;
}

/** By name, whatever the kind: Argo CD knows no order of Karpenter's kinds. */
function byName(a: string, b: string): number {
  const [one, other] = both(a, b, (text) => text.slice(text.indexOf('/') + 1));
  return one < other ? -1 : one > other ? 1 : 0;
}
