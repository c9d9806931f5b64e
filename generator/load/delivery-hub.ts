import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { kustomizationName } from './delivery-names.ts';
import { deliveredBy } from './delivery-of.ts';
import type { FleetSources, FleetSpec, FluxDelivery } from './fleet.ts';

/** Flux labels what it applies with the name of the Kustomization, and a label holds so many characters. */
const LONGEST_NAME = 63;

/** A hub needs a name for each cluster, and only a hub has Kustomizations to spread over shards. */
export function checkHub(spec: FleetSpec, flux: FluxDelivery, sources: FleetSources): Diagnostic[] {
  if (!flux.hub) return flux.shards === undefined ? [] : [shardsWithoutHub(sources)];
  const found: Diagnostic[] = [];
  const several = deliveredBy('flux', spec).flatMap(([, clusters]) => Object.keys(clusters));
  for (const field of ['secretRef', 'configMapRef'] as const) {
    const name = flux.hub.kubeConfig[field]?.name;
    if (name !== undefined && !name.includes('{cluster}') && several.length > 1)
      found.push(oneKubeConfig(field, name, sources));
  }
  for (const field of ['branch', 'tag', 'name'] as const)
    if (flux.source?.ref?.[field]?.includes('{environment}')) found.push(oneSource(field, sources));
  return found;
}

/** The names of a hub's Kustomizations fit into the labels that Flux makes of them. */
export function checkHubNames(name: string, spec: FleetSpec, sources: FleetSources): Diagnostic[] {
  const flux = spec.delivery?.flux;
  if (!flux?.hub) return [];
  const found: Diagnostic[] = [];
  for (const [environment, clusters] of deliveredBy('flux', spec)) {
    for (const cluster of Object.keys(clusters)) {
      const own = kustomizationName(name, flux, cluster);
      if (own.length <= LONGEST_NAME) continue;
      found.push({
        code: 'invalid-name',
        severity: 'error',
        message: `the Kustomization ${own} would have more than ${LONGEST_NAME} characters, the longest name that Flux can label objects with`,
        help: 'Give the cluster or the fleet a shorter name',
        at: sources.locate(['environments', environment, 'clusters', cluster], 'key'),
        environment,
      });
    }
  }
  return found;
}

function shardsWithoutHub(sources: FleetSources): Diagnostic {
  return {
    code: 'invalid-value',
    severity: 'error',
    message:
      'shards spread the Kustomizations of a hub; without hub, each cluster has its own Flux and only one Kustomization',
    help: 'Remove shards, or declare hub',
    at: sources.locate(['delivery', 'flux', 'shards'], 'key'),
  };
}

function oneSource(field: string, sources: FleetSources): Diagnostic {
  return {
    code: 'invalid-value',
    severity: 'error',
    message: 'a hub has one source for all environments, so {environment} has no value',
    help: 'Name one revision, or remove hub so that each cluster runs its own Flux',
    at: sources.locate(['delivery', 'flux', 'source', 'ref', field]),
  };
}

function oneKubeConfig(field: 'secretRef' | 'configMapRef', name: string, sources: FleetSources): Diagnostic {
  return {
    code: 'invalid-value',
    severity: 'error',
    message: `all clusters would use the same ${name}, and be one cluster`,
    help: `Name one for each cluster, such as {cluster}-kubeconfig`,
    at: sources.locate(['delivery', 'flux', 'hub', 'kubeConfig', field, 'name']),
  };
}
