import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { BOTH, CLASS, POOL } from '../generator/import/helper.ts';
import { change } from '../support/fleets.ts';
import { CLI, expectStatus, expectText, run } from '../support/run.ts';
import { listing, withSandbox } from '../support/sandbox.ts';

const test = suite('poolwright import');

const FILES = { 'prod.yaml': BOTH, 'dev.yaml': change(BOTH, 'cpu: "100"', 'cpu: "10"') };
const SOURCES = ['--cluster', 'prod-1=prod.yaml', '--cluster', 'dev-1=dev.yaml'];

test('writes a fleet that generates what the clusters have, and says what it compared', () => {
  withSandbox(FILES, (sandbox) => {
    const result = sandbox.poolwright('import', ...SOURCES);
    expectStatus(result, 0);
    expectText(result.stderr, [
      '4 objects of 2 targets compared: all equal',
      'plan: 0 pools replaced, 0 deleted',
      'fleet.yaml written: 1 pool in 2 environments with 2 clusters; next: poolwright generate',
    ]);
    expectStatus(sandbox.poolwright('generate'), 0);
    const { stdout } = sandbox.poolwright('render', 'dev-1');
    expectText(stdout, ['cpu: "10"']);
  });
});

test('--dry-run prints the fleet and writes nothing', () => {
  withSandbox(FILES, (sandbox) => {
    const result = sandbox.poolwright('import', ...SOURCES, '--dry-run', '--name', 'web');
    expectStatus(result, 0);
    expectText(result.stdout, [
      '# yaml-language-server: $schema=./schemas/fleet.schema.json\napiVersion',
      'name: web',
    ]);
    assert.equal(listing(sandbox.root), ['dev.yaml', 'prod.yaml']);
  });
});

test('--format json has the fleet, what was compared and what the plan says', () => {
  withSandbox(FILES, (sandbox) => {
    const { stdout } = sandbox.poolwright('import', ...SOURCES, '--format', 'json', '--dry-run');
    const { result } = JSON.parse(stdout) as { result: Record<string, unknown> };
    const { fleet, ...others } = result;
    assert.match(String(fleet), 'kind: Fleet');
    assert.equal(others, {
      written: false,
      proven: true,
      targets: 2,
      objects: 4,
      rolls: 0,
      deleted: 0,
      splits: [],
      karpenter: [],
      charts: [],
      templates: [],
      old: { remove: [], edit: [] },
    });
  });
});

test('does not touch a fleet.yaml that is there, and keeps it under --force', () => {
  withSandbox({ ...FILES, 'fleet.yaml': 'mine\n', 'fleet.yaml.orig': 'older\n' }, (sandbox) => {
    const refused = sandbox.poolwright('import', ...SOURCES);
    expectStatus(refused, 2);
    expectText(refused.stderr, ['error[tree-conflict]: fleet.yaml already exists']);
    assert.is(sandbox.read('fleet.yaml'), 'mine\n');
    const forced = sandbox.poolwright('import', ...SOURCES, '--force');
    expectStatus(forced, 0);
    expectText(forced.stderr, ['the previous fleet.yaml is now fleet.yaml.orig1']);
    assert.is(sandbox.read('fleet.yaml.orig1'), 'mine\n');
    assert.is(sandbox.read('fleet.yaml.orig'), 'older\n');
  });
});

test('writes a fleet that differs only with --force', () => {
  const labelled = change(
    BOTH,
    'metadata: { name: general }',
    'metadata: { name: general, labels: { a: b } }',
  );
  withSandbox({ ...FILES, 'prod.yaml': labelled }, (sandbox) => {
    const refused = sandbox.poolwright('import', ...SOURCES);
    expectStatus(refused, 1);
    expectText(refused.stderr, [
      'error[import-differs]: NodePool/general of dev-1: metadata.labels does not have the field',
      'nothing was written',
    ]);
    assert.not.ok(existsSync(join(sandbox.root, 'fleet.yaml')));
    expectStatus(sandbox.poolwright('import', ...SOURCES, '--force'), 1);
    expectText(sandbox.read('fleet.yaml'), ['a: b']);
  });
});

test('says where the Karpenter release comes from, and --karpenter takes precedence', () => {
  const image = `apiVersion: apps/v1
kind: Deployment
metadata: { name: karpenter }
spec: { template: { spec: { containers: [{ image: "public.ecr.aws/karpenter/controller:1.12.1" }] } } }
`;
  withSandbox({ 'prod.yaml': `${BOTH}---\n${image}`, 'dev.yaml': BOTH }, (sandbox) => {
    const sources = ['--cluster', 'prod-1=prod.yaml', '--cluster', 'dev-1=dev.yaml', '--dry-run'];
    const result = sandbox.poolwright('import', ...sources);
    expectText(result.stderr, [
      'note: Karpenter 1.12 of prod-1 is declared in prod.yaml:25 (1.12.1)',
      'note: Karpenter 1.15 is assumed for dev-1; --karpenter names another release',
    ]);
    assert.match(result.stdout, 'karpenter: "1.12"');
    const given = sandbox.poolwright('import', ...sources, '--karpenter', '1.14');
    assert.not.match(given.stderr, 'note: Karpenter');
    assert.not.match(given.stdout, '1.12');
    assert.match(given.stdout, 'karpenter: "1.14"');
  });
});

test('leaves out what cannot be imported, says so with its place, and writes the rest', () => {
  withSandbox(
    { 'prod.yaml': `${BOTH}---\n${POOL.replaceAll('general', 'lone').replace('default', 'gone')}` },
    (sandbox) => {
      const result = sandbox.poolwright('import', '--cluster', 'prod-1=prod.yaml');
      expectStatus(result, 1);
      expectText(result.stderr, [
        'error[not-imported]: NodePool/lone refers to EC2NodeClass/gone',
        '--> prod.yaml:28',
        'fleet.yaml written: 1 pool',
      ]);
    },
  );
});

test('--only imports one pool with its node class', () => {
  const gpu = BOTH.replaceAll('general', 'gpu').replaceAll('default', 'gpu');
  withSandbox({ 'prod.yaml': `${BOTH}---\n${gpu}` }, (sandbox) => {
    expectStatus(sandbox.poolwright('import', '--cluster', 'prod-1=prod.yaml', '--only', 'gpu'), 0);
    assert.not.match(sandbox.read('fleet.yaml'), 'general');
  });
});

test('--only of a pool that no source has lists those that there are, and writes nothing', () => {
  withSandbox({ 'prod.yaml': BOTH }, (sandbox) => {
    const result = sandbox.poolwright('import', '--cluster', 'prod-1=prod.yaml', '--only', 'zz');
    expectStatus(result, 2);
    expectText(result.stderr, ['the sources have no NodePool zz', 'help: Use one of: general', '1 error']);
    assert.not.ok(existsSync(join(sandbox.root, 'fleet.yaml')));
  });
});

test('what a fleet generated is not imported beside its sources, and is imported without them', () => {
  withSandbox({ 'pools.yaml': BOTH }, (sandbox) => {
    expectStatus(sandbox.poolwright('import'), 0);
    const first = sandbox.read('fleet.yaml');
    expectStatus(sandbox.poolwright('generate'), 0);
    const again = sandbox.poolwright('import', '--force');
    expectStatus(again, 0);
    expectText(again.stderr, [
      'notice[not-imported]: Poolwright generated overlays/default, so it is not imported together with other sources',
      'fleet.yaml written: 1 pool in 1 environment with',
    ]);
    assert.is(sandbox.read('fleet.yaml'), first);
    rmSync(join(sandbox.root, 'pools.yaml'));
    const alone = sandbox.poolwright('import', '--force');
    expectStatus(alone, 0);
    assert.not.match(alone.stderr, 'not-imported');
    expectText(alone.stderr, ['fleet.yaml written: 1 pool in 1 environment with']);
  });
});

test('names files that git does not track in a command of their own', () => {
  withSandbox({ 'a/gpu.yaml': BOTH, 'b/general.yaml': BOTH }, (sandbox) => {
    expectText(sandbox.poolwright('import', '--dry-run').stderr, ['\n    rm a/gpu.yaml b/general.yaml\n']);
    for (const args of [
      ['init', '-q'],
      ['add', 'a'],
    ])
      expectStatus(run('git', args, sandbox.root), 0);
    const result = sandbox.poolwright('import', '--dry-run');
    expectText(result.stderr, ['\n    git rm a/gpu.yaml\n    rm b/general.yaml\n']);
  });
});

test('reads several clusters from standard input, each after its name', () => {
  withSandbox({}, (sandbox) => {
    const dump = (text: string) =>
      `apiVersion: v1\nkind: List\nitems:\n${text
        .split('---\n')
        .map((one) => one.replace(/^/gm, '  ').replace('  ', '- '))
        .join('\n')}\n`;
    const input = `# cluster prod-1\n${dump(FILES['prod.yaml'])}---\n# cluster dev-1\n${dump(FILES['dev.yaml'])}`;
    const result = run(process.execPath, [CLI, 'import', '-'], sandbox.root, { input });
    expectStatus(result, 0);
    expectText(result.stderr, ['4 objects of 2 targets compared: all equal']);
    expectText(sandbox.read('fleet.yaml'), ['prod-1: {}', 'dev-1: {}']);
  });
});

test('exits with 2 for sources without pools and for options that name no source', () => {
  withSandbox({ 'class.yaml': CLASS }, (sandbox) => {
    const nothing = sandbox.poolwright('import', 'class.yaml');
    expectStatus(nothing, 2);
    expectText(nothing.stderr, ['found no NodePool that can be imported in class.yaml']);
    expectStatus(sandbox.poolwright('import', 'missing.yaml'), 2);
    const wrong = sandbox.poolwright('import', '--cluster', 'prod-1');
    expectStatus(wrong, 2);
    expectText(wrong.stderr, ['help: Write --cluster [ENVIRONMENT/]NAME=SOURCE']);
  });
});

test.run();
