import { amiFamilyPaths } from '../../check/karpenter/ami-alias.ts';
import type { NodeClass } from '../../instances/objects/node-class.ts';
import type { Path } from '../../load/path.ts';
import { both } from '../both.ts';
import type { Cause } from '../change.ts';
import { hashVersionsOf, nodeClassHash } from '../hash/index.ts';
import type { DriftReason } from '../nodes/reason.ts';
import { fieldCauses, type Sides } from './cause.ts';
import {
  amiEffect,
  reservationEffect,
  type SelectorEffect,
  securityGroupEffect,
  subnetEffect,
} from './selectors.ts';
import { staticCauses } from './static-fields.ts';

/** Fields that Karpenter compares by what they resolve to; `ipPrefixCount` only shapes new nodes. */
const DYNAMIC = [
  'amiSelectorTerms',
  'subnetSelectorTerms',
  'securityGroupSelectorTerms',
  'capacityReservationSelectorTerms',
  'ipPrefixCount',
];

/** What the changed fields of a node class do to the nodes of every pool that refers to it. */
export function nodeClassCauses(before: NodeClass, after: NodeClass, sides: Sides): Cause[] {
  const { title } = after;
  const fields = [...new Set([...Object.keys(before.spec), ...Object.keys(after.spec)])];
  // The selector terms of AMIs are in the hash by the family that their alias names.
  const hashed = fields.filter((field) => field === 'amiSelectorTerms' || !DYNAMIC.includes(field));
  const [old, version] = both(
    sides.before,
    sides.after,
    ({ karpenter }) => hashVersionsOf(karpenter).nodeClass,
  );
  const statics = staticCauses(
    sides,
    title,
    hashed.map((field): Path => ['spec', field]),
    {
      reason: 'NodeClassDrift',
      hashOf: (object) => nodeClassHash(object, version),
    },
  ).filter(({ effect, field }) => effect !== 'none' || !field.startsWith('spec.amiSelectorTerms'));
  return [
    ...(old === version ? statics : statics.map((cause) => absorbed(cause, sides))),
    ...selectorCauses(before, after, sides),
    ...fieldCauses(sides, title, ['spec', 'ipPrefixCount'], { effect: 'new-nodes' }),
    ...['labels', 'annotations'].flatMap((field) =>
      fieldCauses(sides, title, ['metadata', field], { effect: 'none' }),
    ),
  ];
}

/**
 * A Karpenter that hashes in another way writes the hash of the class as it is when it first sees it to all nodes, so what changed in the
 * same step replaces none of them (provider v1.15.1, pkg/controllers/nodeclass/hash/controller.go).
 */
function absorbed(cause: Cause, { before, after }: Sides): Cause {
  if (cause.effect !== 'all') return cause;
  return {
    ...cause,
    effect: 'absorbed',
    note: `Karpenter ${after.karpenter} hashes node classes differently from ${before.karpenter}, and takes running nodes for up to date if it starts after the change: upgrade Karpenter first, then change the class`,
  };
}

function selectorCauses(before: NodeClass, after: NodeClass, sides: Sides): Cause[] {
  const { title } = after;
  const kubernetes = {
    before: sides.before.kubernetes,
    after: sides.after.kubernetes,
    isAsked: sides.asksKubernetes === true,
  };
  const effects: [string, DriftReason, SelectorEffect | undefined][] = [
    ['amiSelectorTerms', 'AMIDrift', amiEffect(before, after, kubernetes)],
    ['subnetSelectorTerms', 'SubnetDrift', subnetEffect(before, after)],
    ['securityGroupSelectorTerms', 'SecurityGroupDrift', securityGroupEffect(before, after)],
    ['capacityReservationSelectorTerms', 'CapacityReservationDrift', reservationEffect(before, after)],
  ];
  return effects.flatMap(([field, reason, effect]) => {
    if (!effect) return [];
    const path: Path = ['spec', field];
    const verdict = effect.effect === 'new-nodes' ? effect : { ...effect, reason };
    const causes = fieldCauses(sides, title, path, verdict);
    if (causes.length > 0) return causes;
    // The terms are the same, and the cluster's Kubernetes is another.
    const [, alias = path] = amiFamilyPaths(after.spec);
    const { before: old, after: now } = kubernetes;
    return [
      {
        ...verdict,
        object: title,
        field: 'kubernetes',
        ...(old === undefined ? {} : { before: old }),
        ...(now === undefined ? {} : { after: now }),
        at: sides.after.locate(title, alias),
      },
    ];
  });
}
