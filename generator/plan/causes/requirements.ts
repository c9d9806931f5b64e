import { groupBy } from '../../diagnostics/group-by.ts';
import { familyLabel } from '../../instances/objects/labels.ts';
import type { Pool } from '../../instances/objects/pool.ts';
import {
  allows,
  isEmpty,
  keyText,
  mayBeAbsent,
  type Requirement,
} from '../../instances/requirements/requirement.ts';
import {
  type InstanceType,
  isInstanceLabel,
  keyOf,
  satisfies,
} from '../../instances/types/instance-types.ts';
import type { Effect } from '../change.ts';

/** What a change of requirements does to nodes that were launched before it. */
export interface RequirementEffect {
  /** The label. */
  key: string;
  effect: Effect;
  nodes?: string;
  note?: string;
}

/** Labels that Karpenter began to write in some minor release: nodes of older ones lack them, so that requiring one replaces them. */
const LABEL_SINCE: ReadonlyMap<string, string> = new Map([
  ['karpenter.k8s.aws/instance-tenancy', '1.9'],
  ['karpenter.k8s.aws/capacity-reservation-interruptible', '1.10'],
  ['karpenter.k8s.aws/placement-group-id', '1.11'],
  ['karpenter.k8s.aws/placement-group-partition', '1.11'],
  ['karpenter.k8s.aws/instance-capability-flex', '1.8'],
  ['karpenter.k8s.aws/instance-cpu-sustained-clock-speed-mhz', '1.8'],
]);

/**
 * Compares the labels that a pool's nodes got at launch with what the pool requires now, as Karpenter's RequirementsDrifted does: a key that
 * In, Exists or a bound requires has to be a label of the node; NotIn and DoesNotExist do without (core v1.15.0, drift.go, Compatible).
 */
export function requirementEffects(
  before: Pool,
  after: Pool,
  wellKnown: ReadonlySet<string>,
): RequirementEffect[] {
  const changed = [...new Set([...before.requirements.keys(), ...after.requirements.keys()])].filter(
    (key) => keyText(before.requirements.get(key)) !== keyText(after.requirements.get(key)),
  );
  const types = before.instanceTypes() ?? [];
  const isAll = types.length > 0 && lostTypes(types, after.requirements).effect === 'all';
  return changed.map((key) => {
    const now = after.requirements.get(key);
    if (types.length === 0 || !isInstanceLabel(key))
      return labelEffect(key, before.requirements.get(key), now, wellKnown);
    const lost: Lost = now === undefined ? { effect: 'new-nodes' } : lostTypes(types, new Map([[key, now]]));
    // Each of several requirements may keep some types, and all of them together none.
    return { key, ...(isAll && lost.effect === 'some' ? ALL : lost) };
  });
}

type Lost = Omit<RequirementEffect, 'key'>;

const ALL: Lost = {
  effect: 'all',
  note: 'none of the instance types that the pool could launch satisfies it',
};

const known = new WeakMap<readonly InstanceType[], Map<string, Lost>>();

/** What happens to nodes of some types; many clusters share the result. */
function lostTypes(types: readonly InstanceType[], requirements: Pool['requirements']): Lost {
  const ofTypes = known.get(types) ?? new Map<string, Lost>();
  known.set(types, ofTypes);
  const key = keyOf(requirements);
  const lost = ofTypes.get(key) ?? findLost(types, requirements);
  ofTypes.set(key, lost);
  return lost;
}

function findLost(types: readonly InstanceType[], requirements: Pool['requirements']): Lost {
  const gone = types.filter((type) => !satisfies(type, requirements));
  if (gone.length === 0) return { effect: 'new-nodes' };
  if (gone.length === types.length) return ALL;
  return { effect: 'some', nodes: `nodes of ${typesText(gone, types)}` };
}

/** Names the families of which no type is left, and single types of the others. */
function typesText(gone: readonly InstanceType[], all: readonly InstanceType[]): string {
  const familyOf = ({ labels, name }: InstanceType): string => labels.get(familyLabel) ?? name;
  const before = groupBy(all, familyOf);
  const names = [...groupBy(gone, familyOf)].flatMap(([family, types]) =>
    types.length === before.get(family)?.length ? [family] : types.map(({ name }) => name),
  );
  const shown = names.slice(0, 6).join(', ');
  return names.length <= 6 ? shown : `${shown} and ${names.length - 6} more`;
}

function labelEffect(
  key: string,
  before: Requirement | undefined,
  after: Requirement | undefined,
  wellKnown: ReadonlySet<string>,
): RequirementEffect {
  if (after === undefined) return { key, effect: 'new-nodes' };
  const doesWithout = mayBeAbsent(after);
  const isLabelled = wellKnown.has(key) || (before !== undefined && !isEmpty(before));
  if (!isLabelled) {
    return doesWithout
      ? { key, effect: 'new-nodes' }
      : { key, effect: 'all', note: `no node has the label ${key}` };
  }
  const since = LABEL_SINCE.get(key);
  const older =
    since === undefined
      ? {}
      : {
          note: `nodes launched by Karpenter before ${since} lack the label, and are always replaced`,
        };
  const values = before && !before.complement ? [...before.values] : undefined;
  if (values === undefined)
    return { key, effect: 'some', nodes: `nodes whose ${key} is not ${allowedText(after)}`, ...older };
  const gone = values.filter((value) => !allows(after, value));
  if (gone.length === 0)
    return { key, effect: since === undefined || doesWithout ? 'new-nodes' : 'unknown', ...older };
  if (gone.length === values.length) return { key, effect: 'all' };
  return { key, effect: 'some', nodes: `nodes with ${key} ${gone.sort().join(', ')}`, ...older };
}

/** What a requirement allows, for people. */
export function allowedText({ complement, values, gte, lte }: Requirement): string {
  const listed = [...values].sort().join(', ');
  const bounds = [gte === undefined ? '' : `at least ${gte}`, lte === undefined ? '' : `at most ${lte}`]
    .filter(Boolean)
    .join(' and ');
  if (!complement) return listed === '' ? 'absent' : `one of ${listed}`;
  return [bounds, listed === '' ? '' : `other than ${listed}`].filter(Boolean).join(' and ') || 'set';
}
