import type { ValueObject } from '@kustomize-ts/core';
import { hostnameLabel } from '../objects/labels.ts';
import { type Taint, type Toleration, untoleratedAll } from '../objects/taint.ts';
import { conflicts, type Requirements } from '../requirements/compatible.ts';
import { allows, doesNotExist, oneOf, type Requirement } from '../requirements/requirement.ts';
import type { PlannedPod } from './planned-pod.ts';

export type TopologyType = 'topology spread' | 'pod affinity' | 'pod anti-affinity';

/** Which nodes count for a spread constraint: core v1.15.0, scheduling/topologynodefilter.go. */
export interface NodeFilter {
  honorsTaints: boolean;
  honorsAffinity: boolean;
  /** One of these; every node meets an empty list. */
  requirements: readonly Requirements[];
  tolerations: readonly Toleration[];
}

/** What decides which group a constraint belongs to. */
export interface TopologyTerm {
  type: TopologyType;
  key: string;
  /** Undefined for all namespaces. */
  namespaces: ReadonlySet<string> | undefined;
  selects(labels: ValueObject): boolean;
  maxSkew: number;
  minDomains: number | undefined;
  filter: NodeFilter | undefined;
  /** The same for terms that share a group. */
  id: string;
}

/** How many selected pods each domain has: core, scheduling/topologygroup.go, of which each loop here takes domains by name. */
export class TopologyGroup {
  readonly domains = new Map<string, number>();
  readonly empty = new Set<string>();
  readonly owners = new Set<string>();
  readonly term: TopologyTerm;

  constructor(term: TopologyTerm, domains: Iterable<string>) {
    this.term = term;
    for (const domain of domains) this.register(domain);
  }

  register(domain: string): void {
    if (this.domains.has(domain)) return;
    this.domains.set(domain, 0);
    this.empty.add(domain);
  }

  record(domains: Iterable<string>): void {
    for (const domain of domains) {
      this.domains.set(domain, this.count(domain) + 1);
      this.empty.delete(domain);
    }
  }

  selects({ namespace, labels }: PlannedPod): boolean {
    return (this.term.namespaces?.has(namespace) ?? true) && this.term.selects(labels);
  }

  /** Whether a pod on such a node counts. */
  counts(pod: PlannedPod, taints: readonly Taint[], requirements: Requirements): boolean {
    const { filter } = this.term;
    if (!this.selects(pod)) return false;
    if (filter === undefined) return true;
    const hasAffinity =
      !filter.honorsAffinity ||
      filter.requirements.length === 0 ||
      filter.requirements.some((one) => conflicts(requirements, one, noLabels).length === 0);
    return hasAffinity && (!filter.honorsTaints || untoleratedAll(taints, filter.tolerations).length === 0);
  }

  /** The domains that the pod may go to. */
  next(pod: PlannedPod, podDomains: Requirement, nodeDomains: Requirement): Requirement {
    if (this.term.type === 'topology spread') return this.nextSpread(pod, podDomains, nodeDomains);
    if (this.term.type === 'pod affinity') return this.nextAffinity(pod, podDomains, nodeDomains);
    return this.nextAntiAffinity(podDomains, nodeDomains);
  }

  private count(domain: string): number {
    return this.domains.get(domain) ?? 0;
  }

  private nextSpread(pod: PlannedPod, podDomains: Requirement, nodeDomains: Requirement): Requirement {
    const own = this.selects(pod) ? 1 : 0;
    const host = this.hostOf(nodeDomains);
    if (host !== undefined) return this.count(host) + own <= this.term.maxSkew ? oneOf(host) : doesNotExist;
    const least = this.leastCount(podDomains);
    let best: string | undefined;
    for (const domain of this.sorted()) {
      const count = this.count(domain) + own;
      if (!allows(nodeDomains, domain) || count - least > this.term.maxSkew) continue;
      if (best === undefined || count < this.count(best) + own) best = domain;
    }
    return best === undefined ? doesNotExist : oneOf(best);
  }

  private leastCount(podDomains: Requirement): number {
    if (this.term.key === hostnameLabel) return 0;
    const counts = [...this.domains]
      .filter(([domain]) => allows(podDomains, domain))
      .map(([, count]) => count);
    const isTooFew = this.term.minDomains !== undefined && counts.length < this.term.minDomains;
    return isTooFew ? 0 : Math.min(...counts);
  }

  private nextAffinity(pod: PlannedPod, podDomains: Requirement, nodeDomains: Requirement): Requirement {
    const host = this.hostOf(nodeDomains);
    if (host !== undefined) {
      if (!allows(podDomains, host)) return doesNotExist;
      return this.count(host) > 0 || this.mayStart(pod, podDomains) ? oneOf(host) : doesNotExist;
    }
    const usable = this.sorted().filter((domain) => allows(podDomains, domain));
    const occupied = usable.filter((domain) => this.count(domain) > 0 && allows(nodeDomains, domain));
    if (occupied.length > 0) return oneOf(...occupied);
    if (!this.mayStart(pod, podDomains)) return doesNotExist;
    const onNode = usable.find((domain) => allows(nodeDomains, domain));
    // Upstream adds any domain that the pod may be in, too; one that the node cannot be in changes nothing.
    return onNode === undefined ? oneOf(...usable.slice(0, 1)) : oneOf(onNode);
  }

  /** Whether the pod selects itself, and none that it selects is where it may go. */
  private mayStart(pod: PlannedPod, podDomains: Requirement): boolean {
    if (!this.selects(pod)) return false;
    if (this.domains.size === this.empty.size) return true;
    return ![...this.domains].some(([domain, count]) => count > 0 && allows(podDomains, domain));
  }

  private nextAntiAffinity(podDomains: Requirement, nodeDomains: Requirement): Requirement {
    const host = this.hostOf(nodeDomains);
    if (host !== undefined) return this.count(host) === 0 ? oneOf(host) : doesNotExist;
    return oneOf(...[...this.empty].filter((one) => allows(nodeDomains, one) && allows(podDomains, one)));
  }

  private hostOf(nodeDomains: Requirement): string | undefined {
    if (this.term.key !== hostnameLabel || nodeDomains.values.size !== 1) return undefined;
    return [...nodeDomains.values][0];
  }

  private sorted(): string[] {
    return [...this.domains.keys()].sort();
  }
}

const noLabels: ReadonlySet<string> = new Set();
