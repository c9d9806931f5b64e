import * as assert from 'uvu/assert';
import type { Cluster } from '../support/cluster.ts';
import { defaulted, difference, type KubeObject } from '../support/objects.ts';
import type { FleetRepository } from '../support/repository.ts';
import { waitFor } from '../support/wait.ts';
import type { World } from '../support/world.ts';

export const KINDS = 'nodepool,ec2nodeclass';

/** Waits until a cluster has the objects that `poolwright render` gives it, and no others. */
export async function waitForRendered(
  { empty }: World,
  repository: FleetRepository,
  cluster: Cluster,
): Promise<void> {
  const wanted = await defaulted(empty, await repository.render(cluster.name));
  await waitFor(`the objects of ${cluster.name}`, async () => {
    assert.equal(difference(await cluster.get(KINDS), wanted), []);
    return true;
  });
}

/** The pools and classes of a cluster that are not about to go, such as `NodePool/general`. */
export async function namesIn(cluster: Cluster): Promise<string[]> {
  return (await cluster.get(KINDS))
    .filter(({ metadata }) => metadata.deletionTimestamp === undefined)
    .map(({ kind, metadata }) => `${kind}/${metadata.name}`)
    .sort();
}

export async function waitForNames(cluster: Cluster, ...names: string[]): Promise<void> {
  await waitFor(`${cluster.name} to have ${names.join(' ') || 'nothing'}`, async () => {
    assert.equal(await namesIn(cluster), names);
    return true;
  });
}

/** One object, `nodepool/general`. */
export async function objectIn(cluster: Cluster, name: string): Promise<KubeObject> {
  const [kind = '', own] = name.split('/');
  const found = (await cluster.get(kind)).find(({ metadata }) => metadata.name === own);
  if (!found) throw new Error(`${cluster.name} has no ${name}`);
  return found;
}

/** Says of all pools and classes of a cluster, as Karpenter would, whether they are ready; of the objects as they are now. */
export async function setReady(
  cluster: Cluster,
  kinds = KINDS,
  status: 'True' | 'False' = 'True',
): Promise<void> {
  for (const { kind, metadata } of await cluster.get(kinds)) {
    const condition = {
      type: 'Ready',
      status,
      reason: status === 'True' ? 'Ready' : 'SubnetsNotFound',
      message: status === 'True' ? '' : 'SubnetSelector did not match any Subnets',
      lastTransitionTime: new Date().toISOString(),
      observedGeneration: metadata.generation,
    };
    await cluster.kubectl(
      ...['patch', kind, metadata.name, '--subresource=status', '--type=merge'],
      ...['-p', JSON.stringify({ status: { conditions: [condition] } })],
    );
  }
}

export function fieldOf(object: KubeObject | undefined, ...path: string[]): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], object);
}

/** A field of one object, `nodepool/general`. */
export async function fieldIn(cluster: Cluster, name: string, ...path: string[]): Promise<unknown> {
  return fieldOf(await objectIn(cluster, name), ...path);
}

/** The cpu limit of a pool. */
export function limitIn(cluster: Cluster, pool = 'general'): Promise<unknown> {
  return fieldIn(cluster, `nodepool/${pool}`, 'spec', 'limits', 'cpu');
}
