import { emit as toYaml, type Value } from '@kustomize-ts/core';
import type { Fleet } from '../load/fleet.ts';
import type { EnvironmentObjects } from '../load/objects.ts';
import { DOLLAR, variablesIn } from '../load/template.ts';
import { applicationSet } from './argocd.ts';
import { emitBases } from './base.ts';
import { clusterVariables, fluxKustomization, variablesEnv } from './cluster.ts';
import { withHeader } from './header.ts';
import { emitOverlay } from './overlay.ts';
import { applicationSetFile, fluxFile, ROOTS, variablesFile } from './paths.ts';
import type { Tree } from './tree.ts';

export type { Tree } from './tree.ts';

/** Every file a fleet generates: bases, overlays, and what Flux, Argo CD and envsubst need per cluster. */
export function emit(fleet: Fleet): Tree {
  const files = new Map<string, string>();
  const add = (path: string, value: Value): void => {
    files.set(path, withHeader(fleet.sources.files[0] ?? 'fleet.yaml', toYaml(value)));
  };
  for (const [path, value] of emitBases(fleet)) add(path, value);
  for (const environment of fleet.objects.environments) {
    for (const [path, value] of emitOverlay(fleet, environment)) add(path, value);
    emitClusters(fleet, environment, files, add);
  }
  return { files, roots: ROOTS };
}

function emitClusters(
  fleet: Fleet,
  environment: EnvironmentObjects,
  files: Map<string, string>,
  add: (path: string, value: Value) => void,
): void {
  const clusters = fleet.spec.environments[environment.name]?.clusters ?? {};
  const { flux, argocd } = fleet.spec.delivery ?? {};
  const literalDollar = environment.objects.some((object) => holdsVariable(object.value, DOLLAR));
  for (const [name, cluster] of Object.entries(clusters)) {
    const variables = clusterVariables(cluster, literalDollar);
    if (flux) add(fluxFile(name), fluxKustomization(fleet, flux, environment.name, cluster, variables));
    files.set(
      variablesFile(name),
      withHeader(fleet.sources.files[0] ?? 'fleet.yaml', variablesEnv(variables)),
    );
  }
  if (argocd && Object.keys(clusters).length > 0) {
    add(applicationSetFile(environment.name), applicationSet(fleet, argocd, environment, clusters));
  }
}

function holdsVariable(value: Value, name: string): boolean {
  if (typeof value === 'string') return variablesIn(value).includes(name);
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).some((item) => holdsVariable(item, name))
  );
}
