import { readFileSync } from 'node:fs';
import { parse, stringify } from 'yaml';

/** The repository's own fleet with that number of clusters, spread evenly over its environments. */
export function fleetOf(clusters: number): string {
  const fleet = parse(readFileSync(new URL('../../fleet.yaml', import.meta.url), 'utf8')) as {
    spec: { environments: Record<string, { clusters: Record<string, unknown> }> };
  };
  const environments = Object.entries(fleet.spec.environments);
  environments.forEach(([environment, declared], i) => {
    const names = Array.from(
      { length: Math.ceil((clusters - i) / environments.length) },
      (_, n) => `${environment}-${n}`,
    );
    declared.clusters = Object.fromEntries(
      names.map((name) => [
        name,
        { variables: { EKS_CLUSTER_NAME: name, KARPENTER_NODE_ROLE: `karpenter-node-${name}` } },
      ]),
    );
  });
  return stringify(fleet);
}

/** A fleet's text with another template for every pool, which replaces all nodes. */
export function rolling(fleet: string): string {
  return fleet.replaceAll(/^( +)expireAfter: .*$/gm, '$1expireAfter: 99h');
}
