import * as assert from 'uvu/assert';
import { runToSuccess } from '../support/run.ts';
import type { Cases } from './support/cases.ts';
import { defaulted, difference } from './support/objects.ts';
import type { World } from './support/world.ts';

/** The pipeline that needs neither Flux nor Argo CD, and the order in which it creates the objects. */
const CREATED = [
  'ec2nodeclass.karpenter.k8s.aws/inferentia-inf2 created',
  'ec2nodeclass.karpenter.k8s.aws/x86-cpu-karpenter created',
  'nodepool.karpenter.sh/inferentia-inf2 created',
  'nodepool.karpenter.sh/x86-cpu-karpenter created',
];

export async function apply({ plane, clusters, empty, repository }: World, { check }: Cases): Promise<void> {
  const [dev] = clusters;
  if (!dev) return;
  const kubectl = plane.programs.kubectl;
  const script = [
    'set -o pipefail; set -a; . clusters/eks-workshop-dev/variables.env; set +a',
    `'${kubectl}' kustomize overlays/dev | envsubst | '${kubectl}' apply -f -`,
  ].join('\n');
  const pipeline = () =>
    runToSuccess('bash', ['-c', script], repository.root, { env: { KUBECONFIG: dev.kubeconfig } });
  await check('kubectl kustomize | envsubst | kubectl apply creates four objects, in order', async () => {
    assert.equal((await pipeline()).trimEnd().split('\n'), CREATED);
  });
  await check('what is stored is what poolwright render prints', async () => {
    const wanted = await defaulted(empty, await repository.render(dev.name));
    assert.equal(difference(await dev.get('nodepool,ec2nodeclass'), wanted), []);
  });
  await check('a second run changes nothing', async () => {
    assert.equal(
      (await pipeline()).trimEnd().split('\n'),
      CREATED.map((line) => line.replace(/created$/, 'unchanged')),
    );
  });
  await check('poolwright render | kubectl diff finds no difference', async () => {
    const { status, stdout } = await dev.tryKubectl(['diff', '-f', '-'], await repository.render(dev.name));
    assert.is(stdout, '');
    assert.is(status, 0);
  });
  await dev.kubectl('delete', 'nodepool,ec2nodeclass', '--all');
}
