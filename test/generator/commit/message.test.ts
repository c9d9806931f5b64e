import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { TreeChanges } from '../../../generator/commit/fact.ts';
import { commitMessage, type MessageContext } from '../../../generator/commit/message.ts';

const NONE: TreeChanges = { added: [], modified: [], removed: [] };

const environments = new Map([
  ['eks-dev', 'dev'],
  ['eks-prod-1', 'prod'],
  ['eks-prod-2', 'prod'],
]);

function pool(name: string): string[] {
  return ['kustomization.yaml', 'nodepool.yaml', 'ec2nodeclass.yaml'].map((file) => `base/${name}/${file}`);
}

function cluster(name: string): string[] {
  return [`clusters/${name}/flux-kustomization.yaml`, `clusters/${name}/variables.env`];
}

function message(changes: Partial<TreeChanges>, context: MessageContext = {}): string {
  return commitMessage({ ...NONE, ...changes }, { environments, ...context });
}

function subject(changes: Partial<TreeChanges>, context: MessageContext = {}): string {
  return message(changes, context).split('\n')[0] ?? '';
}

test('a new pool, with what follows from it', () => {
  assert.is(
    message({
      added: [...pool('inferentia-inf2'), 'overlays/prod/nodepool-inferentia-inf2.yaml'],
      modified: ['base/kustomization.yaml', 'overlays/prod/kustomization.yaml', 'argocd/prod.yaml'],
    }),
    [
      'feat(fleet): add pool inferentia-inf2',
      '',
      'all environments:',
      '- add pool inferentia-inf2',
      '',
      'prod:',
      '- update pool inferentia-inf2',
      '',
    ].join('\n'),
  );
});

test('an update of one pool in one environment names its fields', () => {
  const fields = [{ environment: 'prod', pool: 'inferentia-inf2', fields: ['limits'] }];
  assert.is(
    message({ modified: ['overlays/prod/nodepool-inferentia-inf2.yaml'] }, { fields }),
    'chore(prod): update limits of inferentia-inf2\n\nprod:\n- update pool inferentia-inf2: limits\n',
  );
});

test('a patch that comes or goes is an update of its pool', () => {
  const added = ['overlays/dev/ec2nodeclass-x86.json6902.yaml', 'overlays/dev/nodepool-x86.yaml'];
  assert.is(subject({ added: added.slice(1) }), 'chore(dev): update pool x86');
  assert.is(subject({ removed: added }), 'chore(dev): update pool x86 and node class x86');
});

test('pools, environments, clusters and node classes come and go', () => {
  assert.is(subject({ removed: pool('old') }), 'chore(fleet): remove pool old');
  assert.is(
    subject({ added: pool('new'), removed: pool('old') }),
    'feat(fleet): add pool new, remove pool old',
  );
  assert.is(subject({ added: [...pool('a'), ...pool('b')] }), 'feat(fleet): add pools a and b');
  assert.is(subject({ added: [...pool('a'), ...pool('b'), ...pool('c')] }), 'feat(fleet): add 3 pools');
  assert.is(
    subject({ added: ['overlays/qa/kustomization.yaml', 'argocd/qa.yaml'] }),
    'feat(qa): add environment qa',
  );
  assert.is(subject({ added: cluster('eks-prod-2') }), 'feat(prod): add cluster eks-prod-2');
  assert.is(
    subject({
      added: [...pool('a'), ...cluster('eks-dev')],
      removed: [...pool('b'), ...cluster('c')],
    }),
    'feat(fleet): add pool a and cluster eks-dev, remove pool b and cluster c',
  );
  assert.is(subject({ removed: cluster('eks-gone') }), 'chore(fleet): remove cluster eks-gone');
  const nodeClass = [
    'base/node-classes/shared/ec2nodeclass.yaml',
    'base/node-classes/shared/kustomization.yaml',
  ];
  assert.is(subject({ added: nodeClass }), 'feat(fleet): add node class shared');
});

test('a file that is new to every cluster adds no clusters', () => {
  const added = ['clusters/eks-dev/flux-kustomization.yaml', 'clusters/eks-prod-1/flux-kustomization.yaml'];
  assert.is(subject({ added }), 'chore(fleet): update clusters eks-dev and eks-prod-1');
});

test('several fields, several pools, several environments', () => {
  const modified = ['base/a/nodepool.yaml'];
  const fields = [{ pool: 'a', fields: ['weight', 'limits', 'disruption.budgets', 'limits'] }];
  assert.is(subject({ modified }, { fields }), 'chore(fleet): update 3 fields of a');
  assert.is(
    subject({ modified }, { fields: [{ pool: 'a', fields: ['weight', 'limits'] }] }),
    'chore(fleet): update limits and weight of a',
  );
  const many = ['dev', 'prod'].flatMap((env) =>
    ['a', 'b', 'c'].map((name) => `overlays/${env}/nodepool-${name}.yaml`),
  );
  assert.is(subject({ modified: many }), 'chore(fleet): update 3 pools');
  assert.is(
    message({ modified: many }),
    'chore(fleet): update 3 pools\n\ndev:\n- update pools a, b and c\n\nprod:\n- update pools a, b and c\n',
  );
});

test('only what follows from other files still makes a message', () => {
  assert.is(subject({ modified: ['base/kustomization.yaml'] }), 'chore(fleet): update generated files');
  assert.is(subject({ modified: ['argocd/dev.yaml'] }), 'chore(dev): update application set dev');
  assert.is(subject({ modified: ['overlays/dev/kustomization.yaml'] }), 'chore(dev): update environment dev');
  assert.is(subject({ modified: ['README.md'] }), 'chore(fleet): update generated files');
  assert.is(message({}), 'chore(fleet): update generated files\n');
});

test('a cluster that keeps a file neither comes nor goes, and what its Secret carries is its own', () => {
  const [flux = '', variables = ''] = cluster('eks-dev');
  const update = 'chore(dev): update cluster eks-dev';
  assert.is(subject({ modified: [flux], removed: [variables] }), update);
  assert.is(subject({ modified: [flux], added: [variables] }), update);
  assert.is(subject({ modified: ['argocd/clusters/eks-dev.yaml'] }), update);
  assert.is(subject({ added: ['clusters/flux-source.yaml'] }), 'chore(fleet): update generated files');
});

test('thousands of clusters are counted, not listed', () => {
  const names = Array.from({ length: 5000 }, (_, i) => `cluster-${String(i).padStart(4, '0')}`);
  const of = new Map(names.map((name, i) => [name, `env-${i % 40}`]));
  const start = performance.now();
  const text = commitMessage({ ...NONE, added: names.flatMap(cluster) }, { environments: of });
  assert.ok(performance.now() - start < 500);
  const lines = text.split('\n');
  assert.is(lines[0], 'feat(fleet): add 5000 clusters');
  assert.ok(lines.length < 60, `${lines.length} lines`);
  assert.ok(lines.every((line) => line.length <= 100));
  assert.match(text, '\nenv-0:\n- add clusters cluster-0000, cluster-0040, ');
  assert.match(text, /and \d+ more\n/);
  assert.match(text, /\nand 28 other environments\n$/);
});

test('the subject never grows beyond 72 characters, whatever the names', () => {
  const long = 'x'.repeat(63);
  for (const changes of [
    { added: pool(long) },
    { added: [...pool(long), ...pool(`${long}y`)], removed: cluster(long) },
    { modified: [`overlays/${long}/nodepool-${long}.yaml`] },
    { added: [`overlays/${'e'.repeat(253)}/kustomization.yaml`] },
  ]) {
    const line = subject(changes, { fields: [{ environment: long, pool: long, fields: ['limits'] }] });
    assert.ok(line.length <= 72 && line.length > 20, line);
    assert.match(line, /^(feat|chore)\([a-z-]+\): \S/);
  }
});

test('the order of the paths does not matter, and control characters do no harm', () => {
  const added = [...pool('a'), ...pool('b'), ...cluster('eks-dev')];
  assert.is(message({ added }), message({ added: added.toReversed() }));
  assert.is(subject({ added: pool('a\nb') }), 'feat(fleet): add pool a?b');
});

test.run();
