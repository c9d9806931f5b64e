import type { ValueObject } from '@kustomize-ts/core';
import { isOtherMinor, minorOf } from '../../check/karpenter/rules.ts';
import { amiAlias } from '../../instances/objects/ami-family.ts';
import type { Cause } from '../change.ts';
import { isSameField, isWidened, termIds } from '../nodes/selector-terms.ts';

/** What a change of selector terms does; the reason and place of it are the caller's. */
export type SelectorEffect = Pick<Cause, 'effect' | 'nodes' | 'note'>;

const NEW_NODES: SelectorEffect = { effect: 'new-nodes' };

/**
 * AMIs: a node drifts when its image is not among those that the terms resolve to (provider v1.15.1, pkg/cloudprovider/drift.go).
 * @param kubernetes the cluster's versions before and after, since an alias resolves per version, and whether an upgrade is planned
 */
export function amiEffect(
  before: NodeClassSpec,
  after: NodeClassSpec,
  kubernetes: { before: string | undefined; after: string | undefined; isAsked: boolean },
): SelectorEffect | undefined {
  const [old, now] = [before, after].map(({ spec }) => amiAlias(spec)?.text);
  if (isSameField(before, after, 'amiSelectorTerms')) {
    if (!isOtherMinor(kubernetes.before, kubernetes.after))
      return kubernetes.isAsked && minorOf(kubernetes.before ?? '') === undefined && now !== undefined
        ? {
            effect: 'unknown',
            note: `fleet.yaml does not declare the clusters' Kubernetes version; if it changes, ${now} is another image, and all nodes are replaced`,
          }
        : undefined;
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
    if (old.endsWith('@latest') || now.endsWith('@latest')) {
      const later = now.endsWith('@latest')
        ? ', and again with each AMI release, about three times a month'
        : '';
      const note = `nodes whose image is not that of ${now} are replaced${later}; --state shows the images of running nodes`;
      return { effect: 'unknown', note };
    }
    return { effect: 'all' };
  }
  return (
    byIds(before, after, 'amiSelectorTerms', 'nodes of the images') ?? {
      effect: 'unknown',
      note: 'nodes whose image the new terms do not select are replaced; --state shows the images of running nodes',
    }
  );
}

/** Subnets: a node drifts when the terms no longer select its subnet. */
export function subnetEffect(before: NodeClassSpec, after: NodeClassSpec): SelectorEffect | undefined {
  return termsEffect(before, after, 'subnetSelectorTerms', 'nodes in the subnets');
}

/** Capacity reservations: only reserved nodes drift, when the terms no longer select their reservation. */
export function reservationEffect(before: NodeClassSpec, after: NodeClassSpec): SelectorEffect | undefined {
  const effect = termsEffect(before, after, 'capacityReservationSelectorTerms', 'nodes in the reservations');
  return effect?.effect === 'all'
    ? { ...effect, effect: 'some', nodes: 'nodes in a capacity reservation' }
    : effect;
}

/** Security groups: every node drifts when the terms select another set than the instance has. */
export function securityGroupEffect(before: NodeClassSpec, after: NodeClassSpec): SelectorEffect | undefined {
  const field = 'securityGroupSelectorTerms';
  if (isSameField(before, after, field)) return undefined;
  const [old, now] = [termIds(before, field), termIds(after, field)];
  if (!old || !now)
    return { effect: 'unknown', note: 'all nodes are replaced if the terms select another set of groups' };
  return old.size === now.size && [...old].every((id) => now.has(id)) ? NEW_NODES : { effect: 'all' };
}

function termsEffect(
  before: NodeClassSpec,
  after: NodeClassSpec,
  field: string,
  nodes: string,
): SelectorEffect | undefined {
  if (isSameField(before, after, field)) return undefined;
  if (isWidened(before, after, field)) return NEW_NODES;
  return (
    byIds(before, after, field, nodes) ?? {
      effect: 'unknown',
      note: `${nodes} that the new terms do not select are replaced; --state shows them`,
    }
  );
}

/** Where all terms name ids: the nodes of the ids that are gone. */
function byIds(
  before: NodeClassSpec,
  after: NodeClassSpec,
  field: string,
  nodes: string,
): SelectorEffect | undefined {
  const [old, now] = [termIds(before, field), termIds(after, field)];
  if (!old || !now) return undefined;
  const gone = [...old].filter((id) => !now.has(id)).sort();
  if (gone.length === 0) return NEW_NODES;
  return gone.length === old.size
    ? { effect: 'all' }
    : { effect: 'some', nodes: `${nodes} ${gone.join(', ')}` };
}

type NodeClassSpec = { spec: ValueObject };
