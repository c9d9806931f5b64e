import * as assert from 'uvu/assert';
import type { Cases } from './support/cases.ts';
import type { Cluster } from './support/cluster.ts';
import { removePool } from './support/edits.ts';
import type { Flux } from './support/flux.ts';
import { defaulted, difference } from './support/objects.ts';
import { waitFor } from './support/wait.ts';
import { environmentOf, type World } from './support/world.ts';

/** The Kustomization that the fleet generates has the fleet's name. */
const FLEET = 'llama2-chatbot';

export async function flux(world: World, { check }: Cases): Promise<void> {
  const { clusters, empty, repository } = world;
  const all = await world.flux();
  const wantEqual = async (cluster: Cluster): Promise<void> => {
    const wanted = await defaulted(empty, await repository.render(cluster.name));
    await waitFor(`the objects of ${cluster.name}`, async () => {
      assert.equal(difference(await cluster.get('nodepool,ec2nodeclass'), wanted), []);
      return true;
    });
  };

  for (const one of all)
    await check(`${one.cluster.name} reconciles what poolwright commit --push pushed`, () => ready(one));
  for (const cluster of clusters)
    await check(`${cluster.name} has the objects of poolwright render`, () => wantEqual(cluster));

  await check('a second commit arrives in its environment', async () => {
    await repository.change('Raise a limit', (fleet) =>
      fleet.setIn(
        ['spec', 'environments', 'prod', 'pools', 'x86-cpu-karpenter', 'nodePool', 'limits', 'cpu'],
        '640',
      ),
    );
    for (const cluster of clusters)
      await waitForLimit(cluster, environmentOf(cluster.name) === 'prod' ? '640' : '256');
  });
  for (const cluster of clusters)
    await check(`${cluster.name} has the objects of the second commit, and no others`, () =>
      wantEqual(cluster),
    );

  const before = repository.read('fleet.yaml');
  await check('a pool that left the fleet is pruned in dev', async () => {
    await repository.change('Remove a pool', removePool('x86-cpu-karpenter'));
    const [dev] = clusters as [Cluster];
    await waitFor(
      'the pool to be pruned',
      async () => !(await names(dev)).includes('NodePool/x86-cpu-karpenter'),
    );
    await wantEqual(dev);
  });
  for (const one of all.filter(({ cluster }) => environmentOf(cluster.name) === 'prod'))
    await check(`it is kept in ${one.cluster.name}, which is protected`, async () => {
      await one.appliedRevision(FLEET, await repository.tip());
      assert.ok((await names(one.cluster)).includes('NodePool/x86-cpu-karpenter'));
      assert.ok((await names(one.cluster)).includes('EC2NodeClass/x86-cpu-karpenter'));
    });
  await check('the pool returns with the fleet of before', async () => {
    await repository.declare('Take the pool back', before);
    for (const cluster of clusters) await wantEqual(cluster);
  });
}

async function ready(one: Flux): Promise<void> {
  const { status, message } = await one.verdict(FLEET);
  assert.is(status, 'True', message);
}

async function waitForLimit(cluster: Cluster, cpu: string): Promise<void> {
  const path = 'jsonpath={.spec.limits.cpu}';
  await waitFor(
    `the limit ${cpu} in ${cluster.name}`,
    async () => (await cluster.kubectl('get', 'nodepool', 'x86-cpu-karpenter', '-o', path)) === cpu,
  );
}

async function names(cluster: Cluster): Promise<string[]> {
  return (await cluster.get('nodepool,ec2nodeclass')).map(({ kind, metadata }) => `${kind}/${metadata.name}`);
}
