import * as assert from 'uvu/assert';
import type { Cluster } from './cluster.ts';
import { defaulted, difference, type KubeObject } from './objects.ts';
import { waitFor } from './wait.ts';

/** The pools and classes of a cluster that a Kustomization applied. */
export async function appliedBy(cluster: Cluster, kustomization: string): Promise<KubeObject[]> {
  const objects = await cluster.get('nodepool,ec2nodeclass');
  return objects.filter(
    ({ metadata }) => metadata.labels?.['kustomize.toolkit.fluxcd.io/name'] === kustomization,
  );
}

/**
 * Waits until a cluster has of a Kustomization the objects of a manifest and no others.
 * @param empty says how an API server defaults them
 */
export async function waitForObjects(
  empty: Cluster,
  cluster: Cluster,
  kustomization: string,
  manifest: string,
): Promise<void> {
  const wanted = await defaulted(empty, manifest);
  await waitFor(`the objects of ${kustomization} in ${cluster.name}`, async () => {
    assert.equal(difference(await appliedBy(cluster, kustomization), wanted), []);
    return true;
  });
}

/** The names of pools and classes, `NodePool/gpu`. */
export function namesOf(objects: readonly KubeObject[]): string[] {
  return objects.map(({ kind, metadata }) => `${kind}/${metadata.name}`).sort();
}
