import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { change, DELIVERED, generatedFiles, placeIn } from '../support/fleets.ts';
import { git, gitLine, init } from '../support/git.ts';
import { expectStatus, expectText, hasTools, run } from '../support/run.ts';
import { listing, type Sandbox, withSandbox } from '../support/sandbox.ts';
import { expectRefusal } from './support.ts';

const test = suite('output folders');

const RECORD = '.poolwright-output.yaml';

function at(output: string): string {
  return `${DELIVERED}  output: { ${output} }\n`;
}

const MOVED = at('base: platform/base, overlays: platform/envs, clusters: flux/karpenter, argocd: apps');
const AGAIN = at('base: k8s/pools, clusters: flux/karpenter');

const FILES = [
  'apps/dev.yaml',
  'apps/prod.yaml',
  'flux/karpenter/dev-1/flux-kustomization.yaml',
  'flux/karpenter/dev-1/variables.env',
  'flux/karpenter/prod-1/flux-kustomization.yaml',
  'flux/karpenter/prod-1/variables.env',
  'platform/base/general/ec2nodeclass.yaml',
  'platform/base/general/kustomization.yaml',
  'platform/base/general/nodepool.yaml',
  'platform/base/kustomization.yaml',
  'platform/envs/dev/kustomization.yaml',
  'platform/envs/prod/kustomization.yaml',
];

function filesOf({ root }: Sandbox): string[] {
  return listing(root).filter((path) => !path.endsWith('/') && path !== 'fleet.yaml');
}

test('the tree lies where output says, and what it holds refers to it there', () =>
  withSandbox({ 'fleet.yaml': MOVED }, (sandbox) => {
    expectStatus(sandbox.poolwright('generate'), 0);
    assert.equal(filesOf(sandbox), [RECORD, ...FILES]);
    expectText(sandbox.read('flux/karpenter/dev-1/flux-kustomization.yaml'), ['path: ./platform/envs/dev\n']);
    expectText(sandbox.read('apps/prod.yaml'), ['path: platform/envs/prod\n']);
    expectStatus(sandbox.poolwright('validate'), 0);
    const rendered = sandbox.poolwright('render', 'prod-1');
    expectStatus(rendered, 0);
    if (hasTools('kubectl')) {
      const built = run('kubectl', ['kustomize', 'platform/envs/prod'], sandbox.root);
      expectStatus(built, 0);
      assert.is(built.stdout, sandbox.poolwright('render', 'prod').stdout);
    }
    const second = sandbox.poolwright('generate');
    expectStatus(second, 0);
    expectText(second.stderr, [`${FILES.length + 1} files up to date`]);
  }));

test('other folders take the tree with them and leave what is not generated', () =>
  withSandbox(
    { 'fleet.yaml': DELIVERED, 'base/mine.yaml': 'a: 1\n', 'clusters/dev-1/app.yaml': 'b: 2\n' },
    (sandbox) => {
      const generated = (fleet: string): string[] => {
        sandbox.write('fleet.yaml', fleet);
        expectStatus(sandbox.poolwright('generate'), 0);
        expectStatus(sandbox.poolwright('validate'), 0);
        return filesOf(sandbox);
      };
      const mine = ['base/mine.yaml', 'clusters/dev-1/app.yaml'];
      const usual = generated(DELIVERED);
      assert.is(usual.length, FILES.length + mine.length);
      sandbox.write('fleet.yaml', MOVED);
      const stale = sandbox.poolwright('validate', '--format', 'json');
      expectStatus(stale, 1);
      const { diagnostics } = JSON.parse(stale.stdout) as {
        diagnostics: { consequences: { code: string }[] }[];
      };
      const codes = diagnostics.flatMap((one) => (one.consequences ?? []).map(({ code }) => code));
      assert.is(codes.filter((code) => code === 'tree-orphan').length, FILES.length);
      assert.equal(generated(MOVED), [RECORD, ...FILES, ...mine].sort());
      const again = generated(AGAIN);
      assert.ok(!again.some((path) => /^(platform|apps)\//.test(path)), again.join('\n'));
      assert.is(again.length, FILES.length + mine.length + 1);
      assert.equal(generated(DELIVERED), usual);
    },
  ));

test('a commit brings both sides of a move, and the gate reports one that brings half', () =>
  withSandbox(generatedFiles({ 'fleet.yaml': DELIVERED }), (sandbox) => {
    const { root } = sandbox;
    init(root);
    expectStatus(sandbox.poolwright('generate'), 0);
    git(root, 'add', '.');
    git(root, 'commit', '-qm', 'start');
    const move = (from: string, fleet: string, isDelivered: 'moved' | 'kept'): void => {
      sandbox.write('fleet.yaml', fleet);
      expectStatus(sandbox.poolwright('generate'), 0);
      git(root, 'add', '.');
      git(root, 'reset', '-q', '--', from);
      const half = sandbox.poolwright('gate');
      expectStatus(half, 1);
      expectText(half.stderr, ['tree-orphan', `${from}/`]);
      git(root, 'add', '.');
      const whole = sandbox.poolwright('gate');
      expectStatus(whole, 0);
      const isMoved = isDelivered === 'moved';
      assert.is(whole.stderr.includes('warning[delivery-moved]'), isMoved, whole.stderr);
      assert.is(
        sandbox.poolwright('validate', '--base', 'HEAD').stderr.includes('warning[delivery-moved]'),
        isMoved,
      );
      const plan = sandbox.poolwright('plan');
      expectStatus(plan, 0);
      expectText(plan.stdout, [
        isMoved ? ': 1 pool is deleted in 2 clusters' : ': no pool changes in 2 clusters',
      ]);
      git(root, 'reset', '-q');
      const committed = sandbox.poolwright('commit');
      expectStatus(committed, 0);
      expectText(committed.stderr, [', including fleet.yaml']);
      assert.is(gitLine(root, 'status', '--short'), '');
      expectStatus(sandbox.poolwright('gate', '--all'), 0);
    };
    move('base', MOVED, 'moved');
    move('platform/envs', at('base: k8s/pools, clusters: flux/karpenter, argocd: apps'), 'kept');
    move('apps', AGAIN, 'moved');
    move('k8s/pools', DELIVERED, 'moved');
    assert.ok(!filesOf(sandbox).includes(RECORD));
  }));

test('a Kustomization that leaves the folder of production is an error, unless what it brought stays', () => {
  const production = (text: string): string =>
    change(text, '    prod:\n', '    prod:\n      tier: production\n');
  const kept = (text: string): string =>
    change(
      change(text, '    prod:\n', '    prod:\n      protect: true\n'),
      '    dev:\n',
      '    dev:\n      protect: true\n',
    );
  const FLUX = DELIVERED.replace(/ {4}argocd:.*\n/, '');
  const moved = `${FLUX}  output: { clusters: fl }\n`;
  withSandbox({ 'fleet.yaml': production(FLUX) }, (sandbox) => {
    const { root } = sandbox;
    init(root);
    const committed = (fleet: string): void => {
      sandbox.write('fleet.yaml', fleet);
      expectStatus(sandbox.poolwright('generate'), 0);
      git(root, 'add', '.');
      git(root, 'commit', '-qm', 'next');
    };
    committed(production(FLUX));
    sandbox.write('fleet.yaml', production(moved));
    const refused = sandbox.poolwright('generate');
    expectStatus(refused, 1);
    expectText(refused.stderr, [
      'error[delivery-moved]: Kustomization/web moves from clusters/{cluster} to fl/{cluster}; what applies the old folder',
      'warning[delivery-moved]',
      placeIn(production(moved), 'output:'),
    ]);
    expectStatus(sandbox.poolwright('generate', '--force'), 1);
    git(root, 'add', '.');
    for (const command of [['gate'], ['commit'], ['validate', '--base', 'HEAD']]) {
      const result = sandbox.poolwright(...command);
      expectStatus(result, 1);
      expectText(result.stderr, ['error[delivery-moved]']);
    }
    git(root, 'reset', '-q', '--hard');
    committed(kept(production(FLUX)));
    sandbox.write('fleet.yaml', kept(production(moved)));
    const silent = sandbox.poolwright('generate');
    expectStatus(silent, 0);
    assert.not.match(silent.stderr, 'delivery-moved');
  });
});

test('the gate validates the tree of a fleet where that is, and the environments that a change is for', () =>
  withSandbox({ 'team/fleet.yaml': MOVED, 'team/base/other.yaml': 'a: 1\n' }, (sandbox) => {
    const { root } = sandbox;
    init(root);
    expectStatus(sandbox.poolwright('generate', '--cwd', 'team'), 0);
    git(root, 'add', '.');
    git(root, 'commit', '-qm', 'start');
    const file = 'team/flux/karpenter/dev-1/variables.env';
    sandbox.write(file, `${sandbox.read(file)}MORE='1'\n`);
    git(root, 'add', '.');
    const result = sandbox.poolwright('gate', '--format', 'json');
    expectStatus(result, 1);
    const report = JSON.parse(result.stdout) as { result: { fleets: { environments: string[] }[] } };
    expectText(result.stdout, ['tree-edited', file]);
    assert.equal(report.result.fleets[0]?.environments, ['dev']);
  }));

test('folders that leave the repository, that git or the tree has already, or that lie in each other', () => {
  const cases: [output: string, needle: string, says: string[]][] = [
    ['base: ../base', '../base', ['error[path-escapes-repository]: the path ../base leaves']],
    ['base: /base', '/base', ['error[path-escapes-repository]']],
    ['base: ./k8s/base/', './k8s', ['error[invalid-value]: output.base cannot be', 'help: Write k8s/base']],
    ['base: .', '.', ['error[invalid-value]', 'such as platform/base', 'help: Name another folder']],
    ['argocd: k8s/.git/x', 'k8s/.git', ['error[invalid-value]', 'Poolwright ignores .git']],
    [
      'base: k8s, overlays: K8s/envs',
      'K8s/envs',
      ['error[invalid-value]: output.overlays is K8s/envs and output.base is k8s'],
    ],
    ['clusters: base', 'base }', ['error[invalid-value]: output.clusters is base and output.base is base']],
  ];
  for (const [output, needle, says] of cases) {
    const fleet = at(output);
    const line = placeIn(fleet, `output: { ${output}`).split(':')[1];
    assert.ok(fleet.includes(needle));
    expectRefusal(fleet, { status: 2, says: [...says, `fleet.yaml:${line}:`] });
  }
  expectRefusal(at('bases: k8s'), {
    status: 2,
    says: ['unknown field spec.output.bases', 'Did you mean base?'],
  });
});

test('output belongs to the fleet’s own file', () =>
  withSandbox(
    {
      'fleet.yaml': change(DELIVERED, 'metadata:', 'include: [more.yaml]\nmetadata:'),
      'more.yaml': 'spec: { output: { base: k8s } }\n',
    },
    (sandbox) => {
      const result = sandbox.poolwright('generate');
      expectStatus(result, 2);
      expectText(result.stderr, ['output is declared in more.yaml', 'help: Move output to fleet.yaml']);
    },
  ));

test.run();
