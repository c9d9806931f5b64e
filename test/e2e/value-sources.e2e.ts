import { join } from 'node:path';
import * as assert from 'uvu/assert';
import type { Document } from 'yaml';
import { VALUE_MUTANTS } from './mutants/values.ts';
import type { Cases } from './support/cases.ts';
import type { Flux } from './support/flux.ts';
import { NAMESPACE } from './support/flux-controllers.ts';
import { filesIn, sharedFiles } from './support/registry.ts';
import { appliedBy, namesOf, waitForObjects } from './support/rendered.ts';
import { editedFleet, type FleetRepository } from './support/repository.ts';
import { makeSmall } from './support/small-fleet.ts';
import { editFile, runTrials, TRIAL_CLUSTER, type Trial } from './support/trials.ts';
import { plainFleet } from './support/validate.ts';
import { waitFor } from './support/wait.ts';
import type { World } from './support/world.ts';

const FLEET = 'facts';
const ROLE = 'KARPENTER_NODE_ROLE';
const SIZE = 'VOLUME_SIZE';
const CONFIG_MAP = `${TRIAL_CLUSTER}-facts`;

/** The label by which Flux looks at a ConfigMap or Secret at once (docs/flux.md). */
const WATCHED = { 'reconcile.fluxcd.io/watch': 'Enabled' };

/** Values that a ConfigMap and Secrets have: one must be there for all, one for a size, and one may change a role. */
export async function valueSources(world: World, cases: Cases): Promise<void> {
  const [flux] = await world.flux();
  if (!flux) return;
  const repository = await world.createFleet(FLEET, (fleet, url) => {
    declareFleet(fleet, url);
  });
  await flux.bootstrap(repository.url, `./clusters/${TRIAL_CLUSTER}`, 'facts-system');
  await follow(world, cases, flux, repository);
  await prune(cases, flux, repository);
  const plain = plainFleet(world.repository.read('fleet.yaml'), 'dev');
  const sound = editedFleet(plain, (fleet) => takeFromCluster(fleet, 'ConfigMap', 'prod-1'));
  await runTrials(world, cases, sound, sourceTrials(plain));
}

function declareFleet(fleet: Document, url: string): void {
  makeSmall(fleet, {
    name: FLEET,
    pools: { kept: { protect: true }, gone: { protect: false } },
    environments: { dev: { clusters: { [TRIAL_CLUSTER]: {} } } },
    flux: {
      sourceRef: { kind: 'GitRepository', name: FLEET },
      source: { url, ref: { branch: 'main' }, interval: '2s', sparseCheckout: ['base', 'overlays'] },
      interval: '10m',
      timeout: '30s',
      substituteFrom: [
        { kind: 'ConfigMap', name: '{cluster}-facts', variables: [ROLE] },
        { kind: 'Secret', name: 'sizes', variables: [SIZE] },
        { kind: 'Secret', name: 'overrides', optional: true, variables: [ROLE] },
      ],
    },
  });
  fleet.deleteIn(['spec', 'variables', ROLE, 'default']);
  fleet.setIn(['spec', 'variables', ROLE, 'example'], 'nodes-of-example');
  fleet.setIn(['spec', 'variables', SIZE], { description: 'Size of volumes', example: '100Gi' });
  fleet.setIn(
    ['spec', 'defaults', 'nodeClass', 'blockDeviceMappings'],
    [{ deviceName: '/dev/xvda', ebs: { volumeSize: `\${${SIZE}}`, volumeType: 'gp3', encrypted: true } }],
  );
}

function valuesIn(
  kind: 'ConfigMap' | 'Secret',
  name: string,
  values: object,
  labels: object = WATCHED,
): string {
  const metadata = { name, namespace: NAMESPACE, labels };
  return JSON.stringify({
    apiVersion: 'v1',
    kind,
    metadata,
    [kind === 'Secret' ? 'stringData' : 'data']: values,
  });
}

async function follow(
  { empty, plane }: World,
  { check }: Cases,
  { cluster, verdict, kustomization }: Flux,
  repository: FleetRepository,
): Promise<void> {
  const arrive = async (role: string, size: string): Promise<void> => {
    const template = await repository.render(TRIAL_CLUSTER);
    const manifest = template.replaceAll(`\${${ROLE}}`, role).replaceAll(`\${${SIZE}}`, size);
    await waitForObjects(empty, cluster, FLEET, manifest);
  };
  const fails = async (message: RegExp): Promise<void> => {
    const found = await waitFor('Flux to refuse', async () => {
      const ready = await verdict(FLEET);
      return ready.status === 'False' && message.test(ready.message) ? ready : undefined;
    });
    assert.match(found.message, message);
  };
  await check('with sparseCheckout, the artifact in the cluster has bases and overlays alone', async () => {
    const artifact = await waitFor('the artifact', async () => {
      const sources = await cluster.get('gitrepository', NAMESPACE);
      const found = sources.find(({ metadata }) => metadata.name === FLEET)?.status?.artifact;
      return found as { url: string } | undefined;
    });
    assert.equal(await filesIn(artifact.url, plane.folder), await sharedFiles(repository));
  });
  await check('without the ConfigMap, Flux says that it is missing, and applies nothing', async () => {
    await fails(new RegExp(`ConfigMap/${CONFIG_MAP}.*not found`));
    assert.equal(await appliedBy(cluster, FLEET), []);
  });
  await check('without the Secret, the same, as soon as the ConfigMap is there', async () => {
    await cluster.apply(valuesIn('ConfigMap', CONFIG_MAP, { [ROLE]: 'nodes-1' }));
    await fails(/Secret\/sizes.*not found/);
    assert.equal(await appliedBy(cluster, FLEET), []);
  });
  await check('with both, the objects have their values', async () => {
    await cluster.apply(valuesIn('Secret', 'sizes', { [SIZE]: '120Gi' }));
    await arrive('nodes-1', '120Gi');
  });
  await check('the generated Kustomization is Ready', async () => {
    assert.is((await verdict(FLEET)).status, 'True');
  });
  await check('a changed value in the ConfigMap arrives at once', async () => {
    await cluster.apply(valuesIn('ConfigMap', CONFIG_MAP, { [ROLE]: 'nodes-2' }));
    await arrive('nodes-2', '120Gi');
  });
  await check('a changed value in the Secret arrives at once', async () => {
    await cluster.apply(valuesIn('Secret', 'sizes', { [SIZE]: '130Gi' }));
    await arrive('nodes-2', '130Gi');
  });
  await check('an optional Secret wins when it comes, and no longer when it goes', async () => {
    await cluster.apply(valuesIn('Secret', 'overrides', { [ROLE]: 'nodes-3' }));
    await arrive('nodes-3', '130Gi');
    await cluster.kubectl('delete', 'secret', 'overrides', '-n', NAMESPACE);
    await arrive('nodes-2', '130Gi');
  });
  await check('without the label, a changed value waits for the next reconciliation', async () => {
    await cluster.kubectl('label', 'configmap', CONFIG_MAP, '-n', NAMESPACE, 'reconcile.fluxcd.io/watch-');
    const before = await reconciled(kustomization);
    await cluster.apply(valuesIn('ConfigMap', CONFIG_MAP, { [ROLE]: 'nodes-4' }, {}));
    await new Promise((resolve) => setTimeout(resolve, 5000));
    assert.is(await reconciled(kustomization), before);
    await arrive('nodes-2', '130Gi');
    const now = `reconcile.fluxcd.io/requestedAt=${Date.now()}`;
    await cluster.kubectl('annotate', '--overwrite', '-n', NAMESPACE, `kustomization/${FLEET}`, now);
    await arrive('nodes-4', '130Gi');
  });
  await check('a value that a cluster has in fleet.yaml wins', async () => {
    const before = repository.read('fleet.yaml');
    await repository.change('Set a role', (fleet) =>
      fleet.setIn(
        ['spec', 'environments', 'dev', 'clusters', TRIAL_CLUSTER, 'variables', ROLE],
        'nodes-of-git',
      ),
    );
    await arrive('nodes-of-git', '130Gi');
    await repository.declare('Take it from the cluster', before);
    await arrive('nodes-4', '130Gi');
  });
  await check('without its key, Flux names the variable, and leaves the objects as they are', async () => {
    await cluster.apply(valuesIn('ConfigMap', CONFIG_MAP, { OTHER: 'x' }));
    await fails(new RegExp(`variable not set.*${ROLE}`));
    await arrive('nodes-4', '130Gi');
    await cluster.apply(valuesIn('ConfigMap', CONFIG_MAP, { [ROLE]: 'nodes-5' }));
    await arrive('nodes-5', '130Gi');
  });
}

/** When Flux was last at a Kustomization, by the newest entry of its history. */
async function reconciled(kustomization: Flux['kustomization']): Promise<string> {
  const history = (await kustomization(FLEET))?.status?.history as { lastReconciled: string }[] | undefined;
  return (
    (history ?? [])
      .map(({ lastReconciled }) => lastReconciled)
      .sort()
      .at(-1) ?? ''
  );
}

async function prune(
  { check }: Cases,
  { cluster, appliedRevision }: Flux,
  repository: FleetRepository,
): Promise<void> {
  await check('of two pools that leave the fleet, the protected one is kept', async () => {
    await repository.change('Keep no pool of before', (fleet) => {
      fleet.deleteIn(['spec', 'pools', `${FLEET}-kept`]);
      const gone = fleet.getIn(['spec', 'pools', `${FLEET}-gone`]);
      fleet.setIn(['spec', 'pools'], { [`${FLEET}-next`]: gone });
    });
    await appliedRevision(FLEET, await repository.tip());
    const wanted = ['kept', 'next'].flatMap((end) => [
      `EC2NodeClass/${FLEET}-${end}`,
      `NodePool/${FLEET}-${end}`,
    ]);
    await waitFor('pruning', async () => {
      assert.equal(namesOf(await appliedBy(cluster, FLEET)), wanted.sort());
      return true;
    });
  });
}

const VARIABLE = 'EKS_CLUSTER_NAME';

/** Has the cluster's name come from an object of the cluster; the checks render with the example. */
function takeFromCluster(fleet: Document, kind: 'ConfigMap' | 'Secret', example: string): void {
  fleet.deleteIn(['spec', 'variables', VARIABLE, 'default']);
  fleet.setIn(['spec', 'variables', VARIABLE, 'example'], example);
  fleet.deleteIn(['spec', 'delivery', 'argocd']);
  fleet.setIn(
    ['spec', 'delivery', 'flux', 'substituteFrom'],
    [{ kind, name: 'trial', variables: [VARIABLE] }],
  );
}

/** The values of the substitution suite, in ConfigMaps and Secrets by turns. What the command says of an example holds for the value. */
function sourceTrials(plain: string): Trial[] {
  return VALUE_MUTANTS.flatMap(({ what, value }, i) => {
    if (value === undefined) return [];
    const kind = i % 2 === 0 ? 'ConfigMap' : 'Secret';
    const id = `source-${i}`;
    return {
      id,
      what: `a value in a ${kind} that is ${what}`,
      fleet: editedFleet(plain, (fleet) => takeFromCluster(fleet, kind, value)),
      renderedBy: editedFleet(plain, (fleet) =>
        fleet.setIn(['spec', 'variables', VARIABLE, 'default'], value),
      ),
      literal: value,
      byHand: (folder) =>
        editFile(join(folder, 'clusters', TRIAL_CLUSTER, 'flux-kustomization.yaml'), (file) =>
          file.setIn(['spec', 'postBuild', 'substituteFrom'], [{ kind, name: 'trial' }]),
        ),
      editKustomization: (file) => file.setIn(['spec', 'postBuild', 'substituteFrom', 0, 'name'], id),
      objects: [JSON.parse(valuesIn(kind, id, { [VARIABLE]: value }))],
    };
  });
}
