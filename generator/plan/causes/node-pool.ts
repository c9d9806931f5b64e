import { isObject } from '@kustomize-ts/core';
import { rulesFor } from '../../check/karpenter/rules.ts';
import { own } from '../../instances/objects/fields.ts';
import type { Pool } from '../../instances/objects/pool.ts';
import { quantityOf } from '../../instances/objects/quantity.ts';
import type { Path } from '../../load/path.ts';
import { both } from '../both.ts';
import { byEffect, type Cause, touchesNodes } from '../change.ts';
import type { Difference } from '../differences.ts';
import { nodePoolHash } from '../hash/index.ts';
import { fieldCause, fieldCauses, fieldDifferences, type Sides } from './cause.ts';
import { type RequirementEffect, requirementEffects } from './requirements.ts';
import { staticCauses } from './static-fields.ts';

const TEMPLATE: Path = ['spec', 'template'];

/** Fields of the drift hash: core v1.15.0, pkg/apis/v1/nodepool.go, Hash. */
const STATIC_FIELDS: readonly Path[] = [
  [...TEMPLATE, 'metadata', 'labels'],
  [...TEMPLATE, 'metadata', 'annotations'],
  [...TEMPLATE, 'spec', 'taints'],
  [...TEMPLATE, 'spec', 'startupTaints'],
  [...TEMPLATE, 'spec', 'nodeClassRef'],
  [...TEMPLATE, 'spec', 'expireAfter'],
  [...TEMPLATE, 'spec', 'terminationGracePeriod'],
];

/** Fields that change what Karpenter does next, and replace no node. */
const BEHAVIOUR: readonly { path: Path; note?: string }[] = [
  { path: ['metadata', 'labels'] },
  { path: ['metadata', 'annotations'] },
  { path: ['spec', 'disruption'] },
  { path: ['spec', 'weight'], note: 'replacements of later rolls go to the heaviest pool that fits' },
];

/** What the changed fields of a NodePool do to its nodes. */
export function nodePoolCauses(before: Pool, after: Pool, sides: Sides): Cause[] {
  const { title } = after;
  return [
    ...staticCauses(sides, title, STATIC_FIELDS, { reason: 'NodePoolDrifted', hashOf: nodePoolHash }).map(
      withNote,
    ),
    ...requirementCauses(before, after, sides),
    ...replicaCauses(before, after, sides),
    ...limitCauses(after, sides),
    ...BEHAVIOUR.flatMap(({ path, note }) =>
      fieldCauses(sides, title, path, { effect: 'none', ...(note === undefined ? {} : { note }) }),
    ),
  ];
}

/** Running nodes keep what their NodeClaim was made with until they are replaced. */
function withNote(cause: Cause): Cause {
  if (cause.field.endsWith('.terminationGracePeriod') && cause.before === undefined)
    return {
      ...cause,
      note: 'running nodes have no grace period yet, so pods with karpenter.sh/do-not-disrupt hold up their replacement',
    };
  if (cause.field.endsWith('.expireAfter'))
    return { ...cause, note: 'running nodes keep their own value until they are replaced' };
  return cause;
}

function requirementCauses(before: Pool, after: Pool, sides: Sides): Cause[] {
  const { wellKnown } = rulesFor({ karpenter: sides.after.karpenter, provider: 'aws' });
  const effects = requirementEffects(before, after, wellKnown);
  const path: Path = [...TEMPLATE, 'spec', 'requirements'];
  return fieldDifferences(sides, after.title, path).map((difference) => {
    const key = keyOf(difference, before, after);
    const [found = UNCHANGED] = effects
      .filter((effect) => key === undefined || effect.key === key)
      .toSorted(byEffect);
    const { key: _, ...verdict } = found;
    const drifts = touchesNodes(found.effect);
    return fieldCause(sides, { object: after.title, field: path }, difference, {
      ...verdict,
      ...(drifts ? { reason: 'RequirementsDrifted' } : {}),
    });
  });
}

/** As of `minValues`, which counts when nodes are launched. */
const UNCHANGED: RequirementEffect = { key: '', effect: 'none' };

/** The label of the requirement that a difference lies in; undefined where it is in the list as a whole. */
function keyOf({ path, after: now }: Difference, before: Pool, after: Pool): string | undefined {
  const [index, ...below] = path;
  if (typeof index !== 'number') return undefined;
  const isGone = now === undefined && below.length === 0;
  return (isGone ? before : after).written[index]?.key;
}

/** Karpenter launches nothing while usage exceeds a limit (core v1.15.0, pkg/controllers/provisioning/provisioner.go, Create). */
function limitCauses({ title, spec }: Pool, sides: Sides): Cause[] {
  const path: Path = ['spec', 'limits'];
  const isStatic = own(spec, 'replicas') !== undefined;
  return fieldDifferences(sides, title, path).map((difference) =>
    fieldCause(sides, { object: title, field: path }, difference, {
      effect: 'none',
      ...(!isStatic && isLower(difference)
        ? {
            note: 'running nodes stay; while they exceed the limit, the pool launches no node, not even to replace one',
          }
        : {}),
    }),
  );
}

/** Whether a limit of a resource comes or becomes smaller. Karpenter ignores `nodes` of a pool without replicas before 1.12. */
function isLower({ path, before, after }: Difference): boolean {
  if (path.at(-1) === 'nodes' || after === undefined) return false;
  if (isObject(after))
    return before === undefined && Object.keys(after).some((resource) => resource !== 'nodes');
  const [old = Number.POSITIVE_INFINITY, now] = both(before, after, quantityOf);
  return now !== undefined && now < old;
}

/** A static pool keeps that many nodes: surplus nodes are deleted at once, regardless of budgets. */
function replicaCauses(before: Pool, after: Pool, sides: Sides): Cause[] {
  const [old, now] = both(before, after, ({ spec }) => own(spec, 'replicas'));
  const surplus = typeof old === 'number' && typeof now === 'number' ? old - now : 0;
  return fieldCauses(
    sides,
    after.title,
    ['spec', 'replicas'],
    surplus > 0
      ? {
          effect: 'some',
          nodes: `${surplus} of ${old} nodes`,
          note: 'they are drained at once, whatever the budgets say, and not replaced',
        }
      : { effect: 'new-nodes' },
  );
}
