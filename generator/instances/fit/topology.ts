import { type Taint, untoleratedAll } from '../objects/taint.ts';
import { addTo, combined, type Requirements } from '../requirements/compatible.ts';
import { exists, isEmpty, type Requirement } from '../requirements/requirement.ts';
import type { PlannedPod } from './planned-pod.ts';
import type { Wishes } from './preferences.ts';
import { TopologyGroup, type TopologyTerm, type TopologyType } from './topology-group.ts';
import { inverseTerms, type Namespaces, topologyTerms } from './topology-terms.ts';

/** Where a topology constraint cannot be met. */
export interface TopologyConflict {
  type: TopologyType;
  key: string;
  /** How many pods each domain has. */
  counts: ReadonlyMap<string, number>;
  podDomains: Requirement;
  nodeDomains: Requirement;
}

/** The values that nodes may have for a label, each with the taints of the pools that have them. */
export type Domains = ReadonlyMap<string, readonly (readonly Taint[])[]>;

/** Spread, affinity and anti-affinity among pods that are planned together: core v1.15.0, scheduling/topology.go. */
export class Topology {
  private readonly groups = new Map<string, TopologyGroup>();
  private readonly inverse = new Map<string, TopologyGroup>();
  private readonly domainsOf: (key: string) => Domains;
  private readonly namespaces: Namespaces;

  constructor(domainsOf: (key: string) => Domains, namespaces: Namespaces) {
    this.domainsOf = domainsOf;
    this.namespaces = namespaces;
  }

  /** Registers the current constraints of the pod. */
  update(pod: PlannedPod, wishes: Wishes): void {
    for (const group of this.groups.values()) group.owners.delete(pod.name);
    for (const term of inverseTerms(pod, wishes, this.namespaces)) this.own(this.inverse, term, pod, wishes);
    for (const term of topologyTerms(pod, wishes, this.namespaces)) this.own(this.groups, term, pod, wishes);
  }

  private own(
    groups: Map<string, TopologyGroup>,
    term: TopologyTerm,
    pod: PlannedPod,
    { tolerations }: Wishes,
  ): void {
    let group = groups.get(term.id);
    if (group === undefined) {
      const usable = [...this.domainsOf(term.key)].filter(
        ([, taintGroups]) =>
          // Upstream honors the taints for affinity, too, which has no filter.
          term.filter?.honorsTaints === false ||
          taintGroups.some((taints) => untoleratedAll(taints, tolerations).length === 0),
      );
      group = new TopologyGroup(
        term,
        usable.map(([domain]) => domain),
      );
      groups.set(term.id, group);
    }
    group.owners.add(pod.name);
  }

  /** What the pod's constraints, and others' anti-affinity, leave of where a node may be. */
  tighten(
    pod: PlannedPod,
    taints: readonly Taint[],
    podRequirements: Requirements,
    nodeRequirements: Requirements,
  ): { requirements: Map<string, Requirement> } | { conflict: TopologyConflict } {
    const requirements = combined(nodeRequirements);
    const matching = [
      ...[...this.groups.values()].filter(({ owners }) => owners.has(pod.name)),
      ...[...this.inverse.values()].filter((group) => group.counts(pod, taints, nodeRequirements)),
    ];
    for (const group of matching) {
      const { key, type } = group.term;
      const podDomains = podRequirements.get(key) ?? exists;
      const nodeDomains = nodeRequirements.get(key) ?? exists;
      const domains = group.next(pod, podDomains, nodeDomains);
      if (isEmpty(domains))
        return { conflict: { type, key, counts: new Map(group.domains), podDomains, nodeDomains } };
      addTo(requirements, key, domains);
    }
    return { requirements };
  }

  /** Registers a domain. */
  register(key: string, domain: string): void {
    for (const groups of [this.groups, this.inverse])
      for (const group of groups.values()) if (group.term.key === key) group.register(domain);
  }

  /** Counts the pod as one on a node with the requirements. */
  record(pod: PlannedPod, taints: readonly Taint[], requirements: Requirements): void {
    for (const group of this.groups.values()) {
      if (!group.counts(pod, taints, requirements)) continue;
      const values = requirements.get(group.term.key);
      if (values === undefined) continue;
      // Anti-affinity keeps off all domains that it may be in; the others count it where it is certain.
      if (group.term.type === 'pod anti-affinity' || (!values.complement && values.values.size === 1))
        group.record(values.values);
    }
    for (const group of this.inverse.values())
      if (group.owners.has(pod.name)) group.record(requirements.get(group.term.key)?.values ?? []);
  }
}
