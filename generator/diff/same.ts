import type { Value } from '@kustomize-ts/core';
import { parseDuration } from '@poolwright/crd-validator/go';
import { quantityOf } from '../instances/objects/quantity.ts';
import { equal } from '../load/merge.ts';
import type { Path } from '../load/path.ts';
import type { Rules } from '../plan/differences.ts';

/** Fields by their path, `*` for any key or index. */
type Fields = readonly string[];

/** Resource quantities, `1000m` as `1`: the maps of Kubernetes' ResourceList, and volume sizes. */
const QUANTITIES: Fields = [
  'spec.limits.*',
  'spec.kubelet.kubeReserved.*',
  'spec.kubelet.systemReserved.*',
  'spec.kubelet.evictionHard.*',
  'spec.kubelet.evictionSoft.*',
  'spec.blockDeviceMappings.*.ebs.volumeSize',
];

/** Durations, `60m` as `1h`. */
const DURATIONS: Fields = [
  'spec.template.spec.expireAfter',
  'spec.template.spec.terminationGracePeriod',
  'spec.disruption.consolidateAfter',
  'spec.disruption.budgets.*.duration',
  'spec.kubelet.evictionSoftGracePeriod.*',
];

/** Lists whose order means nothing to Karpenter: it takes whatever one of the terms selects, all taints, the strictest budget. */
const SETS: Fields = [
  'spec.template.spec.taints',
  'spec.template.spec.startupTaints',
  'spec.disruption.budgets',
  'spec.disruption.budgets.*.reasons',
  'spec.amiSelectorTerms',
  'spec.subnetSelectorTerms',
  'spec.securityGroupSelectorTerms',
  'spec.capacityReservationSelectorTerms',
  'spec.blockDeviceMappings',
];

/** How objects of Karpenter are compared: sets as sets, quantities and durations by value, everything else as it is written. */
export const BY_MEANING: Rules = { isSame: meansSame, isSet: (path) => isOneOf(path, SETS) };

function meansSame(a: Value | undefined, b: Value | undefined, path: Path): boolean {
  if (equal(a, b)) return true;
  if (isOneOf(path, QUANTITIES)) return isSameNumber(quantityOf(a), quantityOf(b));
  if (isOneOf(path, DURATIONS)) return isSameNumber(durationOf(a), durationOf(b));
  return false;
}

function isSameNumber(a: number | bigint | undefined, b: number | bigint | undefined): boolean {
  return a !== undefined && a === b;
}

/** Nanoseconds; undefined for `Never` and for text that is not a duration. */
function durationOf(value: Value | undefined): bigint | undefined {
  if (typeof value !== 'string') return undefined;
  const read = parseDuration(value);
  return 'nanoseconds' in read ? read.nanoseconds : undefined;
}

function isOneOf(path: Path, fields: Fields): boolean {
  return fields.some((field) => {
    const steps = field.split('.');
    return steps.length === path.length && steps.every((step, i) => step === '*' || step === path[i]);
  });
}
