import { isObject, type ValueObject } from '@kustomize-ts/core';
import { own, stringAt, stringsAt } from '../objects/fields.ts';
import { labelSelector } from '../objects/label-selector.ts';
import { combined } from '../requirements/compatible.ts';
import type { PlannedPod } from './planned-pod.ts';
import type { Wishes } from './preferences.ts';
import type { NodeFilter, TopologyTerm, TopologyType } from './topology-group.ts';

/** The labels of namespaces, by name. */
export type Namespaces = ReadonlyMap<string, ValueObject>;

/** A pod's constraints, preferences included: core v1.15.0, scheduling/topology.go, newForTopologies and newForAffinities. */
export function topologyTerms(pod: PlannedPod, wishes: Wishes, namespaces: Namespaces): TopologyTerm[] {
  const affinity = (type: TopologyType, terms: readonly ValueObject[]): TopologyTerm[] =>
    terms.map((term) => affinityTerm(type, term, pod, namespaces));
  return [
    ...wishes.spread.map((constraint) => spreadTerm(constraint, pod, wishes)),
    ...affinity('pod affinity', [...wishes.affinity, ...wishes.preferredAffinity]),
    ...affinity('pod anti-affinity', [...wishes.antiAffinity, ...wishes.preferredAntiAffinity]),
  ];
}

/** The pod's required anti-affinity as it keeps others away. */
export function inverseTerms(pod: PlannedPod, wishes: Wishes, namespaces: Namespaces): TopologyTerm[] {
  return wishes.antiAffinity.map((term) => affinityTerm('pod anti-affinity', term, pod, namespaces));
}

function spreadTerm(constraint: ValueObject, pod: PlannedPod, wishes: Wishes): TopologyTerm {
  const key = stringAt(constraint, 'topologyKey') ?? '';
  const maxSkew = numberAt(constraint, 'maxSkew') ?? 1;
  const selector = withLabelKeys(constraint, pod.labels);
  const filter = filterOf(constraint, wishes);
  const { requirements, tolerations, ...policies } = filter;
  // Upstream's hash of the filter sees the labels of the requirements and not their values.
  const seen = requirements.map((one) => [...one.keys()].sort());
  return {
    type: 'topology spread',
    key,
    namespaces: new Set([pod.namespace]),
    selects: labelSelector(selector),
    maxSkew,
    minDomains: numberAt(constraint, 'minDomains'),
    filter,
    id: JSON.stringify(['spread', key, pod.namespace, maxSkew, selector, seen, tolerations, policies]),
  };
}

function withLabelKeys(constraint: ValueObject, labels: ValueObject): ValueObject | undefined {
  const selector = own(constraint, 'labelSelector');
  const added = stringsAt(constraint, 'matchLabelKeys').flatMap((key) => {
    const value = stringAt(labels, key);
    return value === undefined ? [] : [{ key, operator: 'In', values: [value] }];
  });
  if (!isObject(selector)) return undefined;
  const expressions = own(selector, 'matchExpressions');
  return {
    ...selector,
    matchExpressions: [...(Array.isArray(expressions) ? expressions : []), ...added],
  };
}

// MakeTopologyNodeFilter
function filterOf(constraint: ValueObject, { selector, terms, tolerations }: Wishes): NodeFilter {
  return {
    honorsTaints: stringAt(constraint, 'nodeTaintsPolicy') === 'Honor',
    honorsAffinity: (stringAt(constraint, 'nodeAffinityPolicy') ?? 'Honor') === 'Honor',
    requirements: terms.length === 0 ? [selector] : terms.map((term) => combined(selector, term)),
    tolerations,
  };
}

function affinityTerm(
  type: TopologyType,
  term: ValueObject,
  pod: PlannedPod,
  namespaces: Namespaces,
): TopologyTerm {
  const key = stringAt(term, 'topologyKey') ?? '';
  const selector = own(term, 'labelSelector');
  const among = namespacesOf(term, pod.namespace, namespaces);
  return {
    type,
    key,
    namespaces: among,
    selects: labelSelector(selector),
    maxSkew: Number.POSITIVE_INFINITY,
    minDomains: undefined,
    filter: undefined,
    id: JSON.stringify([type, key, [...(among ?? [])].sort(), selector ?? null]),
  };
}

// buildNamespaceList
function namespacesOf(
  term: ValueObject,
  ownNamespace: string,
  namespaces: Namespaces,
): ReadonlySet<string> | undefined {
  const listed = stringsAt(term, 'namespaces');
  const selector = own(term, 'namespaceSelector');
  if (!isObject(selector)) return new Set(listed.length > 0 ? listed : [ownNamespace]);
  if (Object.keys(selector).length === 0) return undefined;
  const selects = labelSelector(selector);
  const selected = [...namespaces].filter(([, labels]) => selects(labels)).map(([name]) => name);
  return new Set([...listed, ...selected]);
}

function numberAt(object: ValueObject, key: string): number | undefined {
  const value = own(object, key);
  return typeof value === 'number' ? value : undefined;
}
