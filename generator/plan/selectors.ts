import { isObject, type Value, type ValueObject } from '@kustomize-ts/core';
import { amiAlias } from '../check/karpenter/ami-alias.ts';
import { listAt, objectsAt, stringAt } from '../check/karpenter/fields.ts';
import type { Cause } from './change.ts';
import { isSame } from './differences.ts';

/** What a change of selector terms does; the reason and place of it are the caller's. */
export type SelectorEffect = Pick<Cause, 'effect' | 'nodes' | 'note'>;

const NEW_NODES: SelectorEffect = { effect: 'new-nodes' };

/**
 * AMIs: a node drifts when its image is not among those that the terms resolve to (provider v1.15.1, pkg/cloudprovider/drift.go).
 * @param kubernetes the cluster's versions before and after, since an alias resolves per version
 */
export function amiEffect(
  before: ValueObject,
  after: ValueObject,
  kubernetes: { before: string | undefined; after: string | undefined },
): SelectorEffect | undefined {
  const [old, now] = [amiAlias(before)?.text, amiAlias(after)?.text];
  const isUpgrade = kubernetes.before !== kubernetes.after;
  if (isSame(listAt(before, 'amiSelectorTerms') as Value[], listAt(after, 'amiSelectorTerms') as Value[])) {
    if (!isUpgrade) return undefined;
    if (now === undefined)
      return {
        effect: 'unknown',
        note: 'a term by name or tag may select another image for the new Kubernetes version',
      };
    return {
      effect: 'all',
      note: `${now} is another image for each Kubernetes version, so an upgrade replaces the nodes of a pinned alias, too`,
    };
  }
  if (old !== undefined && now !== undefined) {
    if (old.endsWith('@latest') || now.endsWith('@latest'))
      return {
        effect: 'unknown',
        note: `nodes are replaced whose image is not the one of ${now}; --state shows the images of running nodes`,
      };
    return { effect: 'all' };
  }
  return (
    byIds(before, after, 'amiSelectorTerms', 'nodes of the images') ?? {
      effect: 'unknown',
      note: 'nodes are replaced whose image the new terms do not select; --state shows the images of running nodes',
    }
  );
}

/** Subnets: a node drifts when the terms no longer select its subnet. */
export function subnetEffect(before: ValueObject, after: ValueObject): SelectorEffect | undefined {
  return termsEffect(before, after, 'subnetSelectorTerms', 'nodes in the subnets');
}

/** Capacity reservations: only reserved nodes drift, when the terms no longer select their reservation. */
export function reservationEffect(before: ValueObject, after: ValueObject): SelectorEffect | undefined {
  const effect = termsEffect(before, after, 'capacityReservationSelectorTerms', 'nodes in the reservations');
  return effect?.effect === 'all'
    ? { ...effect, effect: 'some', nodes: 'nodes in a capacity reservation' }
    : effect;
}

/** Security groups: every node drifts when the terms select another set than the instance has. */
export function securityGroupEffect(before: ValueObject, after: ValueObject): SelectorEffect | undefined {
  const field = 'securityGroupSelectorTerms';
  const [old, now] = [idsOf(before, field), idsOf(after, field)];
  if (isSame(listAt(before, field) as Value[], listAt(after, field) as Value[])) return undefined;
  if (!old || !now)
    return { effect: 'unknown', note: 'all nodes are replaced if the terms select another set of groups' };
  return isSame([...old].sort(), [...now].sort()) ? NEW_NODES : { effect: 'all' };
}

function termsEffect(
  before: ValueObject,
  after: ValueObject,
  field: string,
  nodes: string,
): SelectorEffect | undefined {
  const [old, now] = [listAt(before, field) as Value[], listAt(after, field) as Value[]];
  if (isSame(old, now)) return undefined;
  if (old.every((term) => now.some((other) => isSame(term, other)))) return NEW_NODES;
  return (
    byIds(before, after, field, nodes) ?? {
      effect: 'unknown',
      note: `${nodes} that the new terms do not select are replaced; --state shows them`,
    }
  );
}

/** Where all terms name ids: the nodes of the ids that are gone. */
function byIds(
  before: ValueObject,
  after: ValueObject,
  field: string,
  nodes: string,
): SelectorEffect | undefined {
  const [old, now] = [idsOf(before, field), idsOf(after, field)];
  if (!old || !now) return undefined;
  const gone = [...old].filter((id) => !now.has(id)).sort();
  if (gone.length === 0) return NEW_NODES;
  return gone.length === old.size
    ? { effect: 'all' }
    : { effect: 'some', nodes: `${nodes} ${gone.join(', ')}` };
}

/** The ids of a field's terms; undefined where a term selects by anything else, or where there is no term. */
function idsOf(spec: ValueObject, field: string): Set<string> | undefined {
  const terms = objectsAt(spec, field).map(([, term]) => term);
  const ids = terms.flatMap((term) => stringAt(term, 'id') ?? []);
  const isAllIds =
    terms.length > 0 && terms.every((term) => isObject(term) && Object.keys(term).join() === 'id');
  return isAllIds ? new Set(ids) : undefined;
}
