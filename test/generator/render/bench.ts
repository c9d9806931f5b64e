/**
 * How long the objects of many clusters take:
 * `node --conditions=development --import tsx test/generator/render/bench.ts`.
 */
import { performance } from 'node:perf_hooks';
import { createCache, isObject, memoryFileSystem, readDocuments, type ValueObject } from '@kustomize-ts/core';
import { readFluxVariables } from '../../../generator/render/flux-variables.ts';
import {
  applyApplication,
  expandApplicationSet,
  renderEnvsubst,
  renderOverlay,
} from '../../../generator/render/index.ts';
import { substituteText } from '../../../generator/render/object.ts';
import { substitutePrepared } from '../../../generator/render/place.ts';
import { prepare } from '../../../generator/render/prepare.ts';
import { applicationSetOf, SEED_SHAPED, TREE } from './fixtures.ts';

const CLUSTERS = 1000;
const objects: ValueObject[] = readDocuments(SEED_SHAPED).filter(isObject);

function variablesOf(cluster: number): Record<string, string> {
  return {
    EKS_CLUSTER_NAME: `cluster-${cluster}`,
    KARPENTER_NODE_ROLE: `KarpenterNodeRole-${cluster}`,
    DOLLAR: '$',
  };
}

function fast(): void {
  const prepared = objects.map(prepare);
  for (let cluster = 0; cluster < CLUSTERS; cluster++) {
    const variables = readFluxVariables(variablesOf(cluster));
    if (!variables.ok) throw new Error(variables.error.message);
    for (const object of prepared) {
      if (!substitutePrepared(object, variables.value, { strict: true }).ok) throw new Error('fails');
    }
  }
}

function slow(): void {
  for (let cluster = 0; cluster < CLUSTERS; cluster++) {
    const variables = readFluxVariables(variablesOf(cluster));
    if (!variables.ok) throw new Error(variables.error.message);
    for (const object of objects) {
      if (!substituteText(object, variables.value, true).ok) throw new Error('fails');
    }
  }
}

function argocd(): void {
  const built = renderOverlay(memoryFileSystem(TREE), '/overlays/dev', createCache());
  if (!built.ok) throw new Error(built.error.message);
  const elements = Array.from({ length: CLUSTERS }, (_, cluster) => ({
    cluster: String(cluster),
    variables: variablesOf(cluster),
  }));
  const { applications } = expandApplicationSet(applicationSetOf(built.value.objects, elements));
  for (const { object } of applications)
    if (!applyApplication(built.value, object).ok) throw new Error('fails');
}

function envsubst(): void {
  const built = renderOverlay(memoryFileSystem(TREE), '/overlays/dev', createCache());
  if (!built.ok) throw new Error(built.error.message);
  for (let cluster = 0; cluster < CLUSTERS; cluster++) {
    if (renderEnvsubst(built.value, variablesOf(cluster)).errors.length > 0) throw new Error('fails');
  }
}

for (const [name, run] of [
  ['build, envsubst and read', envsubst],
  ['build, ApplicationSet and patches', argocd],
  ['placing', fast],
  ['through text', slow],
] as const) {
  const times = [1, 2, 3, 4, 5].map(() => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  const [first = 0] = times;
  const [best = 0] = [...times].sort((a, b) => a - b);
  process.stdout.write(
    `${name}: ${CLUSTERS} clusters x ${objects.length} objects, first ${first.toFixed(1)} ms, warm ${best.toFixed(1)} ms\n`,
  );
}
