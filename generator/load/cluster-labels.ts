import { labelKeyProblems } from '@poolwright/crd-validator/go';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { SHARD_LABEL } from './delivery-names.ts';
import type { ClusterSpec, FleetSources, FleetSpec } from './fleet.ts';
import type { Path } from './path.ts';

/** What the keys of labels and annotations of a fleet end in, before the slash. */
export const FLEET_LABEL = 'poolwright.dev';

/** The label of an Application and a cluster Secret that has the name of the environment. */
export function environmentLabel(fleet: string): string {
  return `${fleet}.${FLEET_LABEL}/environment`;
}

/** The label of an Application and a cluster Secret that has the name of the cluster. */
export function clusterLabel(fleet: string): string {
  return `${fleet}.${FLEET_LABEL}/cluster`;
}

/** The labels by which steps of rollingSync can select a cluster: its own, and those that Poolwright gives it. */
export function selectableLabels(
  fleet: string,
  environment: string,
  cluster: string,
  { labels = {} }: ClusterSpec,
): Record<string, string> {
  return { ...labels, [clusterLabel(fleet)]: cluster, [environmentLabel(fleet)]: environment };
}

/** Who sets a label themselves, by its key; undefined for one that a cluster may declare. */
export function labelOwner(key: string): string | undefined {
  const [prefix = ''] = key.split('/');
  if (key.includes('/') && (prefix === FLEET_LABEL || prefix.endsWith(`.${FLEET_LABEL}`)))
    return 'Poolwright';
  return OWNERS.get(key);
}

const OWNERS: ReadonlyMap<string, string> = new Map([
  // What makes a Secret a cluster, the version of that cluster (auto-label-cluster-info), and what Argo CD tracks objects by.
  ['argocd.argoproj.io/secret-type', 'Argo CD'],
  ['argocd.argoproj.io/kubernetes-version', 'Argo CD'],
  ['argocd.argoproj.io/instance', 'Argo CD'],
  // kustomize-controller labels with these what it applies.
  ['kustomize.toolkit.fluxcd.io/name', 'Flux'],
  ['kustomize.toolkit.fluxcd.io/namespace', 'Flux'],
]);

/** Labels of clusters, and those that steps refer to, have keys that Kubernetes accepts and that nobody else sets. */
export function checkClusterLabels(fleet: string, spec: FleetSpec, sources: FleetSources): Diagnostic[] {
  const { flux, argocd } = spec.delivery ?? {};
  const ownerOf = (key: string): string | undefined =>
    labelOwner(key) ?? (key === SHARD_LABEL && flux?.shards !== undefined ? 'Poolwright' : undefined);
  const found: Diagnostic[] = [];
  const report = (message: string, help: string, at: Path, part?: 'key'): void => {
    found.push({ code: 'invalid-value', severity: 'error', message, help, at: sources.locate(at, part) });
  };
  for (const [environment, { clusters }] of Object.entries(spec.environments)) {
    for (const [cluster, { labels }] of Object.entries(clusters ?? {})) {
      for (const key of Object.keys(labels ?? {})) {
        const path = ['environments', environment, 'clusters', cluster, 'labels', key];
        const fault = keyFault(key);
        const owner = ownerOf(key);
        if (fault) report(`the label ${JSON.stringify(key)} of ${cluster}: ${fault}`, KEY_HELP, path, 'key');
        else if (owner)
          report(
            `the cluster ${cluster} cannot declare the label ${key}: ${owner} sets it`,
            'Remove it, or use your own key',
            path,
            'key',
          );
      }
    }
  }
  const own = [clusterLabel(fleet), environmentLabel(fleet)];
  argocd?.rollingSync?.steps.forEach(({ matchExpressions = [] }, step) => {
    matchExpressions.forEach(({ key }, i) => {
      const path = ['delivery', 'argocd', 'rollingSync', 'steps', step, 'matchExpressions', i, 'key'];
      const fault = keyFault(key);
      const owner = ownerOf(key);
      if (fault) report(`the key ${JSON.stringify(key)} of step ${step + 1}: ${fault}`, KEY_HELP, path);
      else if (owner && !own.includes(key))
        report(
          `step ${step + 1} cannot select clusters by ${key}: ${owner} sets it, and clusters do not declare it`,
          `Use a label that clusters declare, or ${own.join(' or ')}`,
          path,
        );
    });
  });
  return found;
}

const KEY_HELP =
  'Write a name of at most 63 letters, digits, "-", "_" and ".", with an optional domain and "/" before it, such as example.com/ring';

/** Why Kubernetes does not accept a key of a label, in short. */
function keyFault(key: string): string | undefined {
  if (labelKeyProblems(key).length === 0) return undefined;
  const parts = key.split('/');
  const [domain, name = ''] = parts.length === 1 ? [undefined, key] : parts;
  if (parts.length > 2) return 'it has more than one "/"';
  if (name.length === 0) return 'it has no name';
  if (name.length > 63) return `its name has ${name.length} characters, more than 63`;
  if (domain !== undefined && domain.length > 253)
    return `its domain has ${domain.length} characters, more than 253`;
  return domain !== undefined && labelKeyProblems(name).length === 0
    ? `${JSON.stringify(domain)} is not a domain of lower-case letters, digits, "-" and "."`
    : `${JSON.stringify(name)} is not a name of letters, digits, "-", "_" and "." with a letter or digit at both ends`;
}
