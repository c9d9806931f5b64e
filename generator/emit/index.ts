import { emit as toYaml, type Value } from '@kustomize-ts/core';
import { deliveryOf, specIn } from '../load/delivery-of.ts';
import type { ClusterSpec, Fleet } from '../load/fleet.ts';
import type { EnvironmentObjects } from '../load/resolved.ts';
import { DOLLAR } from '../load/template.ts';
import { neededVariables, needsValueSource, variablesOf } from '../load/value-sources.ts';
import { applicationSet } from './argocd.ts';
import { clusterSecret } from './argocd-clusters.ts';
import { emitBases } from './base.ts';
import { clusterVariables, variablesEnv } from './cluster.ts';
import { fluxKustomization, fluxSource } from './flux.ts';
import { withHeader } from './header.ts';
import { emitOverlay } from './overlay.ts';
import {
  applicationSetFile,
  clusterSecretFile,
  fluxFile,
  fluxSourceFile,
  hubSourceFile,
  variablesFile,
} from './paths.ts';
import { OUTPUT_RECORD, outputRecord, rootsOf } from './roots.ts';
import type { Tree } from './tree.ts';

export type { Tree } from './tree.ts';

/** Takes the files of a tree. */
interface Files {
  add(path: string, value: Value): void;
  addText(path: string, text: string): void;
}

/** Every file a fleet generates: bases, overlays, and what Flux, Argo CD and envsubst need per cluster. */
export function emit(fleet: Fleet): Tree {
  const files = new Map<string, string>();
  const addText: Files['addText'] = (path, text) => {
    files.set(path, withHeader(fleet.sources.files[0] ?? 'fleet.yaml', text));
  };
  const add: Files['add'] = (path, value) => {
    addText(path, toYaml(value));
  };
  for (const [path, value] of emitBases(fleet)) add(path, value);
  for (const environment of fleet.objects.environments) {
    for (const [path, value] of emitOverlay(fleet, environment)) add(path, value);
    const clusters = fleet.spec.environments[environment.name]?.clusters ?? {};
    if (Object.keys(clusters).length === 0) continue;
    emitFlux(fleet, environment, clusters, { add, addText });
    emitArgoCd(fleet, environment, clusters, { add, addText });
  }
  const flux = fleet.spec.delivery?.flux;
  if (flux?.hub && flux.source) add(hubSourceFile(fleet.spec), fluxSource(flux));
  const record = outputRecord(fleet.spec);
  if (record !== undefined) addText(OUTPUT_RECORD, record);
  return { files, roots: rootsOf(fleet.spec) };
}

/** What a cluster is substituted by: Flux, and envsubst where git has all values. */
function emitFlux(
  fleet: Fleet,
  environment: EnvironmentObjects,
  clusters: Record<string, ClusterSpec>,
  { add, addText }: Files,
): void {
  const spec = specIn(fleet.spec, environment.name);
  const flux = spec.delivery?.flux;
  const needed = neededVariables(environment);
  const literalDollar = variablesOf(environment).has(DOLLAR);
  for (const [name, cluster] of Object.entries(clusters)) {
    const own = fleet.values.get(name) ?? {};
    const values = clusterVariables(own, literalDollar);
    if (flux) {
      const delivered = { name, spec: cluster, environment: environment.name, needed, own, values };
      add(fluxFile(fleet.spec, name), fluxKustomization(fleet, flux, delivered));
      if (flux.source && !flux.hub) add(fluxSourceFile(fleet.spec, name), fluxSource(flux, environment.name));
    }
    // envsubst would silently replace a missing value with the empty string.
    if (!needsValueSource(spec, own, needed)) addText(variablesFile(fleet.spec, name), variablesEnv(values));
  }
}

function emitArgoCd(
  fleet: Fleet,
  environment: EnvironmentObjects,
  clusters: Record<string, ClusterSpec>,
  { add }: Files,
): void {
  const { argocd } = deliveryOf(fleet.spec, environment.name);
  if (!argocd) return;
  add(applicationSetFile(fleet.spec, environment.name), applicationSet(fleet, argocd, environment, clusters));
  if (argocd.generator !== 'clusters') return;
  for (const [name, spec] of Object.entries(clusters))
    add(
      clusterSecretFile(fleet.spec, name),
      clusterSecret(fleet, argocd, environment.name, { cluster: name, spec }),
    );
}
