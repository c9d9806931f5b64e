import { join } from 'node:path';
import * as assert from 'uvu/assert';
import type { EnvironmentSpec } from '../../generator/load/fleet.ts';
import { smallFleet } from './argocd/fleet.ts';
import { fieldIn, namesIn, objectIn, waitForNames, waitForRendered } from './argocd/objects.ts';
import type { Cases } from './support/cases.ts';
import type { Cluster } from './support/cluster.ts';
import { makeRoom } from './support/room.ts';
import { waitFor } from './support/wait.ts';
import type { World } from './support/world.ts';

const FLEET = 'secrets';
const PREFIX = `${FLEET}.poolwright.dev`;
type Clusters = NonNullable<EnvironmentSpec['clusters']>;

const BOTH = ['EC2NodeClass/general', 'NodePool/general'];

/** The generated cluster generator: clusters and values come from Argo CD's cluster Secrets. */
export async function argocdClusters(world: World, { check }: Cases): Promise<void> {
  await makeRoom(world);
  const argo = await world.argocd();
  const hub = world.empty;
  const [dev, guarded, late] = world.clusters as [Cluster, Cluster, Cluster];
  const environments = (
    devClusters: Clusters,
    qaClusters: Clusters = {},
  ): Record<string, EnvironmentSpec> => ({
    dev: { clusters: devClusters },
    qa: { clusters: qaClusters },
    prod: { protect: true, clusters: { [guarded.name]: { variables: { TEAM: 'data' } } } },
  });
  const fleet = (...clusters: Parameters<typeof environments>) =>
    smallFleet(FLEET, { environments: environments(...clusters), argocd: { generator: 'clusters' } });
  const repository = await world.createFleet(FLEET, fleet({ [dev.name]: {} }));
  const change = (subject: string, ...clusters: Parameters<typeof environments>) =>
    repository.change(subject, (document) => fleet(...clusters)(document, repository.url));
  // Argo CD 3.6 compares by a dry run, and says that it failed for an instant only, which its events keep.
  const isRejected = async (name: string): Promise<boolean> => {
    const operation = (await argo.application(name))?.status?.operationState as
      | { message?: string }
      | undefined;
    const events = await hub.kubectl(
      ...['get', 'events', '-n', 'argocd', `--field-selector=involvedObject.name=${name}`],
      ...['-o', 'jsonpath={.items[*].message}'],
    );
    return (
      /spec\.tags\.team in body must be of type string: "null"/.test(operation?.message ?? '') ||
      events.includes('Synced -> Unknown')
    );
  };
  const applySets = () => hub.kubectl('apply', '--server-side', '-f', join(repository.root, 'argocd'));
  const labelSecrets = () =>
    hub.kubectl(
      ...['apply', '--server-side', '--field-manager=poolwright'],
      ...['-f', join(repository.root, 'argocd', 'clusters')],
    );
  const secretOf = (cluster: Cluster) =>
    hub.kubectl('get', 'secret', cluster.name, '-n', 'argocd', '-o', 'json');
  const takeLabels = (cluster: Cluster) =>
    hub.kubectl(
      ...['label', 'secret', '-n', 'argocd', cluster.name],
      ...[`${PREFIX}/environment-`, `${PREFIX}/cluster-`],
    );
  const hasApplication = async (cluster: Cluster) =>
    (await argo.application(`${FLEET}-${cluster.name}`)) !== undefined;
  const waitUntilGone = (cluster: Cluster) =>
    waitFor(`the Application of ${cluster.name} to go`, async () => !(await hasApplication(cluster)));
  const teamIn = (cluster: Cluster) => fieldIn(cluster, 'ec2nodeclass/general', 'spec', 'tags', 'team');

  await check('an ApplicationSet makes no Application of a Secret without its labels', async () => {
    await applySets();
    await waitFor('the ApplicationSets to be reconciled', async () =>
      (await hub.get('applicationsets.argoproj.io', 'argocd')).every(({ status }) => status?.conditions),
    );
    assert.equal(await argo.applications(), []);
  });
  await check('the generated labels and annotations leave the rest of the Secrets as it is', async () => {
    const before = JSON.parse(await secretOf(dev)) as { data: object };
    await labelSecrets();
    const after = JSON.parse(await secretOf(dev)) as { data: object; metadata: { labels: object } };
    assert.equal(after.data, before.data);
    assert.equal(Object.keys(after.metadata.labels).sort(), [
      'argocd.argoproj.io/secret-type',
      `${PREFIX}/cluster`,
      `${PREFIX}/environment`,
    ]);
  });
  for (const cluster of [dev, guarded])
    await check(`${cluster.name} has the objects of poolwright render`, async () => {
      await argo.synced(`${FLEET}-${cluster.name}`, await repository.tip());
      await waitForRendered(world, repository, cluster);
    });
  await check('a value that changes in a Secret arrives in its cluster alone', async () => {
    await change('Change a value', { [dev.name]: { variables: { TEAM: 'web' } } });
    await labelSecrets();
    await waitFor('the value', async () => (await teamIn(dev)) === 'web');
    await waitForRendered(world, repository, dev);
    assert.is(await teamIn(guarded), 'data');
  });
  await check('a value that somebody takes from a Secret is null, which the API server rejects', async () => {
    await hub.kubectl('annotate', 'secret', '-n', 'argocd', dev.name, `${PREFIX}/TEAM-`);
    await waitFor('the API server to reject it', () => isRejected(`${FLEET}-${dev.name}`));
    assert.is(await teamIn(dev), 'web');
    await labelSecrets();
    await waitForRendered(world, repository, dev);
  });
  await check('a cluster that is added gets its Application and objects', async () => {
    await change('Add a cluster', { [dev.name]: {} }, { [late.name]: {} });
    await applySets();
    await labelSecrets();
    await waitFor('the Application', () => hasApplication(late));
    await argo.synced(`${FLEET}-${late.name}`, await repository.tip());
    await waitForRendered(world, repository, late);
  });
  await check('a cluster that moves to another environment loses its objects and gets others', async () => {
    const { uid } = (await objectIn(late, 'nodepool/general')).metadata;
    await change('Move a cluster', { [dev.name]: {}, [late.name]: {} });
    const { stdout } = await repository.poolwright('plan', 'HEAD~2..HEAD', '--format', 'json');
    assert.match(stdout, /"effect": ?"deleted"/);
    await labelSecrets();
    await waitFor('other objects', async () => {
      const { metadata } = await objectIn(late, 'nodepool/general');
      return metadata.uid !== uid && metadata.deletionTimestamp === undefined;
    });
    await argo.synced(`${FLEET}-${late.name}`, await repository.tip());
    await waitForRendered(world, repository, late);
  });
  await check(
    'a cluster that left the fleet keeps its Application while its Secret has the labels',
    async () => {
      await change('Remove a cluster', { [dev.name]: {} });
      await applySets();
      await labelSecrets();
      await argo.refresh();
      await argo.synced(`${FLEET}-${late.name}`, await repository.tip());
      assert.equal(await namesIn(late), BOTH);
    },
  );
  await check('without the labels its Application goes, and its objects with it', async () => {
    await takeLabels(late);
    await waitForNames(late);
    await waitUntilGone(late);
  });
  await check('the objects of a protected cluster stay until a person confirms it', async () => {
    const name = `${FLEET}-${guarded.name}`;
    await takeLabels(guarded);
    await argo.asksForDeletion(name);
    assert.equal(await namesIn(guarded), BOTH);
    await argo.confirm(name);
    await waitForNames(guarded);
    await waitUntilGone(guarded);
  });
  await check('the objects of a cluster whose Secret is deleted stay', async () => {
    await change('Take the cluster back', { [dev.name]: {}, [late.name]: {} });
    await labelSecrets();
    await argo.synced(`${FLEET}-${late.name}`, await repository.tip());
    const secret = JSON.parse(await secretOf(late)) as { metadata: object };
    await hub.kubectl('delete', 'secret', '-n', 'argocd', late.name);
    await waitUntilGone(late);
    assert.equal(await namesIn(late), BOTH);
    const metadata = {
      name: late.name,
      namespace: 'argocd',
      labels: { 'argocd.argoproj.io/secret-type': 'cluster' },
    };
    await hub.apply(JSON.stringify({ ...secret, metadata }));
  });
  await check('with preserveResourcesOnDeletion the objects stay, too', async () => {
    await repository.change('Preserve', (document) =>
      smallFleet(FLEET, {
        environments: environments({ [dev.name]: {} }),
        argocd: { generator: 'clusters', preserveResourcesOnDeletion: true },
      })(document, repository.url),
    );
    await applySets();
    await waitFor(
      'the Application to lose its finalizer',
      async () => (await argo.application(`${FLEET}-${dev.name}`))?.metadata.finalizers === undefined,
    );
    await takeLabels(dev);
    await waitUntilGone(dev);
    assert.equal(await namesIn(dev), BOTH);
  });
}
