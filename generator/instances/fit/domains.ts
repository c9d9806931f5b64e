import { nodePoolLabel, zoneLabel } from '../objects/labels.ts';
import type { Taint } from '../objects/taint.ts';
import { combined, type Requirements } from '../requirements/compatible.ts';
import { oneOf, type Requirement } from '../requirements/requirement.ts';
import type { PoolInput } from './scheduler-input.ts';
import type { Domains } from './topology.ts';

/** Labels that nodes have of their pool, without its author writing them: upstream does not count them as domains. */
const implied: readonly string[] = [
  nodePoolLabel,
  'karpenter.k8s.aws/ec2nodeclass',
  'karpenter.sh/registered',
  'karpenter.sh/initialized',
];

/** The values that the pools' nodes may have for a label: core v1.15.0, scheduling/topology.go, buildDomainGroups. */
export function domainsOf(pools: readonly PoolInput[], key: string): Domains {
  const out = new Map<string, (readonly Taint[])[]>();
  for (const { requirements, taints, types, zones } of pools) {
    const ofPool = implied.includes(key) ? undefined : requirements.get(key);
    const add = (values: Iterable<string>): void => {
      for (const value of values) insert(out, value, taints);
    };
    for (const type of types) add(valuesOf(key, ofPool, type.requirements));
    if (ofPool !== undefined && !ofPool.complement) add(ofPool.values);
    if (key === zoneLabel) add(valuesOf(key, ofPool, new Map([[key, oneOf(...zones)]])));
  }
  return out;
}

function valuesOf(key: string, ofPool: Requirement | undefined, ofType: Requirements): ReadonlySet<string> {
  const other = ofType.get(key);
  const lists = [ofPool, other].flatMap((one) => (one === undefined ? [] : [new Map([[key, one]])]));
  return combined(...lists).get(key)?.values ?? new Set();
}

// topologydomaingroup.go, Insert: a domain of a pool without taints needs no others
function insert(domains: Map<string, (readonly Taint[])[]>, domain: string, taints: readonly Taint[]): void {
  const known = domains.get(domain);
  if (known === undefined || taints.length === 0) domains.set(domain, [taints]);
  else if (known[0]?.length !== 0 && !known.includes(taints)) known.push(taints);
}
