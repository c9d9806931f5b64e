import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { change } from '../../support/fleets.ts';
import { poolwright } from '../../support/poolwright.ts';
import { FLEET, reported, withFleet } from './support.ts';

const RAISED = change(FLEET, 'cpu: "200"', 'cpu: "300"');

test('a change that does not affect the fleet is accepted', () =>
  withFleet((repository) => {
    const nothing = repository.gate();
    assert.is(nothing.status, 0, nothing.stderr);
    repository.write('docs/fleet.yaml', 'of something else\n');
    repository.git('add', '.');
    const other = repository.gate('--format', 'json');
    assert.is(other.status, 0, other.stderr);
    assert.equal(reported(other).environments, []);
  }));

test('a change with its tree passes, and only its environment is looked at', () =>
  withFleet((repository) => {
    repository.write('fleet.yaml', RAISED);
    repository.generate();
    repository.git('add', '.');
    const result = repository.gate('--format', 'json');
    assert.is(result.status, 0, result.stdout);
    assert.equal(reported(result), { codes: [], files: [], environments: ['prod'] });
  }));

test('a tree that was left behind is stopped, with what to run', () =>
  withFleet((repository) => {
    repository.write('fleet.yaml', RAISED);
    repository.git('add', '.');
    const result = repository.gate();
    assert.is(result.status, 1);
    assert.match(result.stderr, 'yaml is out of date with fleet.yaml');
    assert.match(result.stderr, 'the commit is blocked: run poolwright generate, then git add overlays');
  }));

test('an error that generate refuses comes first in what to do', () =>
  withFleet((repository) => {
    repository.write('fleet.yaml', change(RAISED, 'values: [on-demand]', 'values: []'));
    repository.git('add', '.');
    const result = repository.gate();
    assert.is(result.status, 1);
    assert.match(
      result.stderr,
      /the commit is blocked: first fix crd-rule at fleet\.yaml:14:\d+, then run poolwright generate, then git add base overlays\n/,
    );
    assert.match(result.stderr, 'help: First fix crd-rule at fleet.yaml:14:');
  }));

test('a tree that is generated and not staged is stopped, and only has to be staged', () =>
  withFleet((repository) => {
    repository.write('fleet.yaml', RAISED);
    repository.generate();
    repository.git('add', 'fleet.yaml');
    const result = repository.gate();
    assert.is(result.status, 1);
    assert.match(result.stderr, 'the commit is blocked: run git add overlays\n');
    repository.git('add', 'overlays');
    assert.is(repository.gate().status, 0);
  }));

test('where the fleet is staged in part, generating would not help, and that is said', () =>
  withFleet((repository) => {
    repository.write('fleet.yaml', RAISED);
    repository.git('add', '.');
    repository.write('fleet.yaml', change(RAISED, 'cpu: "300"', 'cpu: "400"'));
    const result = repository.gate();
    assert.is(result.status, 1);
    assert.match(result.stderr, 'fleet.yaml is only partly staged');
  }));

test('an edit by hand is stopped', () =>
  withFleet((repository) => {
    const path = 'base/general/nodepool.yaml';
    repository.write(path, change(repository.read(path), 'cpu: "100"', 'cpu: "101"'));
    repository.git('add', '.');
    const result = repository.gate('--format', 'json');
    assert.is(result.status, 1);
    assert.equal(reported(result).codes, ['tree-edited']);
  }));

test('the staged text counts, not what is in the work tree', () =>
  withFleet((repository) => {
    const broken = change(FLEET, '[on-demand]', '[]');
    repository.write('fleet.yaml', broken);
    repository.git('add', 'fleet.yaml');
    repository.write('fleet.yaml', FLEET);
    const bad = repository.gate();
    assert.ok(bad.status === 1 || bad.status === 2, bad.stderr);
    assert.match(bad.stderr, 'values: []', 'the frame shows the staged line');

    repository.write('fleet.yaml', RAISED);
    repository.generate();
    repository.git('add', '.');
    repository.write('fleet.yaml', ': : no YAML');
    repository.write('overlays/prod/kustomization.yaml', 'nonsense\n');
    const good = repository.gate();
    assert.is(good.status, 0, good.stderr);
  }));

test('an error of one environment is found there', () =>
  withFleet((repository) => {
    const rule = 'requirements: [{ key: karpenter.k8s.aws/instance-cpu, operator: Gt, values: ["many"] }]';
    const nodePool = `nodePool: { template: { spec: { ${rule} } }, limits`;
    repository.write('fleet.yaml', change(FLEET, 'nodePool: { limits', nodePool));
    assert.throws(() => repository.generate());
    repository.git('add', '.');
    const result = repository.gate('--format', 'json');
    assert.is(result.status, 1, result.stdout);
    assert.ok(reported(result).codes.includes('crd-rule'), result.stdout);
    assert.equal(reported(result).environments, ['prod']);
  }));

test('a variable that is not declared, and malformed YAML, are faults of the fleet', () =>
  withFleet((repository) => {
    repository.write('fleet.yaml', change(FLEET, 'role: karpenter-node-${CLUSTER}', 'role: ${ROLE}'));
    repository.git('add', '.');
    const undeclared = repository.gate('--format', 'json');
    assert.is(undeclared.status, 2);
    assert.ok(reported(undeclared).codes.includes('undeclared-variable'), undeclared.stdout);
    repository.write('fleet.yaml', 'spec: [');
    repository.git('add', '.');
    assert.is(repository.gate().status, 2);
  }));

test('a change of what all share looks at all environments', () =>
  withFleet((repository) => {
    repository.write('fleet.yaml', change(FLEET, 'cpu: "100"', 'cpu: "50"'));
    repository.generate();
    repository.git('add', '.');
    assert.equal(reported(repository.gate('--format', 'json')).environments, ['dev', 'prod']);
  }));

/** Changes with a fault in one place or another, or with none. */
const CHANGES: [part: string, by: string][] = [
  ['cpu: "200"', 'cpu: "many"'],
  ['cpu: "100"', 'cpu: "many"'],
  ['values: [on-demand]', 'values: [dedicated]'],
  ['values: [on-demand]', 'values: []'],
  ['CLUSTER: prod-1', 'CLUSTER: "1"'],
  ['CLUSTER: dev-1', 'CLUSTER: "true"'],
  ['variables: { CLUSTER: dev-1 }', 'variables: {}'],
  ['dev-1: { variables', 'dev-2: { variables'],
  ['    dev:\n', '    dev:\n      karpenter: "1.14"\n'],
  ['    prod:\n', '    prod:\n      karpenter: "0.1"\n'],
  ['nodePool: { limits', 'nodePool: { weight: 0, limits'],
  ['role: karpenter-node-${CLUSTER}', 'instanceProfile: node-${CLUSTER}'],
  ['{ alias: al2023@v20250704 }', '{ alias: al2023@latest }, { id: ami-0123456789abcdef0 }'],
];

test('what is looked at is enough: it finds what a look at everything finds', () =>
  withFleet((repository) => {
    let found = 0;
    for (const [part, by] of CHANGES) {
      repository.write('fleet.yaml', change(FLEET, part, by));
      poolwright(repository.folder, ['generate', '--force']);
      repository.git('add', '.');
      const some = repository.gate('--format', 'json');
      const all = repository.gate('--all', '--format', 'json');
      assert.is(some.status, all.status, by);
      assert.equal(reported(some).codes, reported(all).codes, by);
      if (all.status !== 0) found++;
      repository.git('reset', '--quiet', '--hard');
    }
    assert.ok(found > 5 && found < CHANGES.length, `${found} of them are wrong`);
  }));

test('all, and what is new since a commit, can be asked for', () =>
  withFleet((repository) => {
    repository.write('fleet.yaml', RAISED);
    repository.generate();
    repository.git('add', '.');
    repository.git('commit', '--quiet', '-m', 'raise');
    const environments = (...args: string[]) =>
      reported(repository.gate('--format', 'json', ...args)).environments;
    assert.equal(environments(), []);
    assert.equal(environments('--all'), ['dev', 'prod']);
    assert.equal(environments('--since', 'HEAD~1'), ['prod']);
    const unknown = repository.gate('--since', 'nowhere');
    assert.is(unknown.status, 2);
    assert.match(unknown.stderr, 'nowhere');
    const env = { PRE_COMMIT_FROM_REF: 'HEAD~1' };
    const args = ['gate', '--kubeconform', 'off', '--format', 'json'];
    assert.equal(reported(poolwright(repository.folder, args, env)).environments, ['prod']);
  }));

test('a fleet that is removed with its tree passes, and one that leaves it behind does not', () =>
  withFleet((repository) => {
    repository.git('rm', '--quiet', 'fleet.yaml');
    assert.is(repository.gate().status, 2);
    repository.git('rm', '-r', '--quiet', 'base', 'overlays', 'clusters');
    const result = repository.gate();
    assert.is(result.status, 0, result.stderr);
  }));

test('without a repository the gate says so', () => {
  const outside = poolwright('/', ['gate', '--cwd', '/usr']);
  assert.is(outside.status, 3);
  assert.match(outside.stderr, '/usr is not in a git repository');
});

test.run();
