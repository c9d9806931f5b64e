import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { change, FLEET, seedFleet } from '../support/fleets.ts';
import { git, init } from '../support/git.ts';
import { expectStatus, expectText, PROJECT } from '../support/run.ts';
import { withSandbox } from '../support/sandbox.ts';

const test = suite('diff');

const isDiff = new Ajv({ strict: false }).compile(
  JSON.parse(readFileSync(join(PROJECT, 'schemas/diff.schema.json'), 'utf8')),
);

test('the session of docs/diff.md is what the command prints', () =>
  withSandbox({ 'fleet.yaml': seedFleet(), 'workloads/a.yaml': 'a: 1\n' }, (sandbox) => {
    const page = readFileSync(join(PROJECT, 'docs/diff.md'), 'utf8');
    const [, printed] = /\$ poolwright diff staging prod\n(.*?)```/s.exec(page) ?? [];
    const result = sandbox.poolwright('diff', 'staging', 'prod');
    expectStatus(result, 0);
    assert.is(result.stdout, printed);
  }));

test('JSON keeps its schema, of environments and of clusters', () =>
  withSandbox({ 'fleet.yaml': seedFleet() }, (sandbox) => {
    for (const [a, b] of [
      ['staging', 'prod'],
      ['prod', 'prod'],
      ['eks-workshop-dev', 'eks-workshop-prod-eu-west-1'],
    ] as const) {
      const result = sandbox.poolwright('diff', a, b, '--format', 'json');
      expectStatus(result, 0);
      const { diff } = (JSON.parse(result.stdout) as { result: { diff: { same: boolean } } }).result;
      assert.ok(isDiff(diff), JSON.stringify(isDiff.errors));
      assert.is(diff.same, a === b);
    }
    expectText(sandbox.poolwright('diff', 'staging', 'prod', '--format', 'markdown').stdout, [
      '**staging and prod differ in 4 objects**\n',
      '### NodePool/inferentia-inf2\n',
    ]);
  }));

test('revisions are compared by what they declare, and --exit-code says whether they differ', () =>
  withSandbox({ 'team/fleet.yaml': FLEET }, (sandbox) => {
    const { root } = sandbox;
    init(root);
    git(root, 'add', '.');
    git(root, 'commit', '-qm', 'start');
    const diff = (...args: string[]) => sandbox.poolwright('diff', '--cwd', 'team', ...args);
    const same = diff('prod@main', 'prod', '--exit-code');
    expectStatus(same, 0);
    assert.is(same.stdout, 'prod@main and prod are the same\n');
    sandbox.write('team/fleet.yaml', change(FLEET, 'cpu: "100"', 'cpu: "200"'));
    const different = diff('prod@main', 'prod', '--exit-code');
    expectStatus(different, 1);
    assert.is(
      different.stdout,
      'NodePool/general\n  limits.cpu: 100 → 200\n\nprod@main and prod differ in 1 object\n',
    );
    expectStatus(diff('prod-1@HEAD', 'prod-1'), 0);
  }));

test('wrong names, revisions, kinds and formats', () =>
  withSandbox({ 'fleet.yaml': FLEET }, (sandbox) => {
    const { root } = sandbox;
    init(root);
    git(root, 'add', '.');
    git(root, 'commit', '-qm', 'start');
    for (const [args, says] of [
      [['prod', 'prd'], 'no environment or cluster is called prd\n  help: Did you mean prod?'],
      [['prd@main', 'prod'], 'no environment or cluster is called prd at main'],
      [['prod@mian', 'prod'], 'the repository has no revision mian'],
      [['prod', 'dev-1'], 'prod is an environment and dev-1 is a cluster'],
      [['prod', 'dev', '--format', 'sarif'], 'a difference has no --format sarif'],
      [['prod'], 'diff takes A[@REV] B[@REV], and prod is only one of them'],
    ] as const) {
      const result = sandbox.poolwright('diff', ...args);
      expectStatus(result, 2);
      expectText(result.stdout + result.stderr, [says]);
    }
    sandbox.write('fleet.yaml', change(FLEET, 'limits', 'limit'));
    const broken = sandbox.poolwright('diff', 'prod@HEAD', 'prod');
    expectStatus(broken, 2);
    expectText(broken.stderr, ['error[unknown-field]']);
  }));

test.run();
