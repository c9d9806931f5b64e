import type { Value, ValueObject } from '@kustomize-ts/core';
import type { ClusterSpec, Fleet, FluxDelivery } from '../load/fleet.ts';
import { DOLLAR } from '../load/template.ts';
import { overlayFolder } from './paths.ts';

/** The values a cluster's overlay is substituted with, `DOLLAR` among them where a literal `$` needs it. */
export function clusterVariables(cluster: ClusterSpec, literalDollar: boolean): Record<string, string> {
  return { ...cluster.variables, ...(literalDollar ? { [DOLLAR]: '$' } : {}) };
}

/** The Flux Kustomization that applies an environment's overlay to one cluster. */
export function fluxKustomization(
  fleet: Fleet,
  flux: FluxDelivery,
  environment: string,
  cluster: ClusterSpec,
  variables: Record<string, string>,
): Value {
  const spec: ValueObject = {
    interval: flux.interval ?? '10m',
    path: joined(flux.path, overlayFolder(environment)),
    prune: flux.prune ?? true,
    sourceRef: { ...flux.sourceRef },
    timeout: flux.timeout ?? '5m',
    wait: flux.wait ?? true,
  };
  if (Object.keys(variables).length > 0) spec.postBuild = { substitute: variables };
  for (const field of ['retryInterval', 'force', 'suspend', 'serviceAccountName'] as const) {
    const value = flux[field];
    if (value !== undefined) spec[field] = value;
  }
  if (flux.dependsOn) spec.dependsOn = flux.dependsOn.map((dependency) => ({ ...dependency }));
  return {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: {
      // Whoever applies this object may substitute in it; the values here must stay as they are.
      annotations: { 'kustomize.toolkit.fluxcd.io/substitute': 'disabled' },
      ...(cluster.labels ? { labels: cluster.labels } : {}),
      name: fleet.name,
      namespace: flux.namespace ?? 'flux-system',
    },
    spec,
  };
}

/** `NAME='value'` lines for a shell: `set -a; . variables.env; set +a`. */
export function variablesEnv(variables: Record<string, string>): string {
  return Object.keys(variables)
    .toSorted()
    .map((name) => `${name}='${variables[name]?.replaceAll("'", "'\\''")}'\n`)
    .join('');
}

/** Reads what `variablesEnv` writes; lines that are none of its are skipped, as they set nothing. */
export function readVariablesEnv(text: string): Record<string, string> {
  const variables: Record<string, string> = {};
  for (const [, name, quoted] of text.matchAll(/^([A-Za-z_][A-Za-z0-9_]*)='((?:[^']|'\\'')*)'$/gm)) {
    if (name !== undefined && quoted !== undefined) variables[name] = quoted.replaceAll("'\\''", "'");
  }
  return variables;
}

/** A folder of the repository as a path below a source's prefix, `./overlays/dev`. */
export function joined(prefix: string | undefined, folder: string): string {
  const steps = (prefix ?? '').split('/').filter((step) => step !== '' && step !== '.');
  return ['.', ...steps, folder].join('/');
}
