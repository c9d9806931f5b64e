import { linkSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { change, DELIVERED, FLEET, generatedFiles } from '../support/fleets.ts';
import { readPage } from '../support/page.ts';
import { expectStatus, expectText } from '../support/run.ts';
import { start } from '../support/running.ts';
import { type Sandbox, textsIn, withSandbox } from '../support/sandbox.ts';

const test = suite('files of reports');

const FILES = {
  'fleet.yaml': change(
    DELIVERED,
    '\nspec:\n',
    '\ninclude: [pools/*.yaml]\nspec:\n  workloads: [workloads/*.yaml]\n',
  ),
  'pools/none.yaml': 'spec: {}\n',
  'workloads/none.yaml': '',
  'prices.csv': '',
};

/** Fails unless the command is refused with these texts, and leaves every file as it was. */
function expectRefused(sandbox: Sandbox, args: readonly string[], texts: readonly string[]): void {
  const before = textsIn(sandbox.root);
  const result = sandbox.poolwright(...args);
  expectStatus(result, 2);
  expectText(result.stderr, ['error[invalid-value]: cannot write the report ', ...texts]);
  assert.equal(textsIn(sandbox.root), before);
}

test('no report takes the place of what a fleet reads or generates', () =>
  withSandbox(FILES, (sandbox) => {
    expectStatus(sandbox.poolwright('generate'), 0);
    const base = 'base/general/nodepool.yaml';
    sandbox.read(base);
    symlinkSync('fleet.yaml', join(sandbox.root, 'link.html'));
    symlinkSync('base/new.html', join(sandbox.root, 'new.html'));
    linkSync(join(sandbox.root, 'fleet.yaml'), join(sandbox.root, 'hard.html'));
    const generated = 'base/ holds generated files';
    const help = 'help: Name another file for the report';
    expectRefused(sandbox, ['report', '-o', 'fleet.yaml'], ['it is the fleet file', help]);
    for (const file of ['./fleet.yaml', join(sandbox.root, 'fleet.yaml'), 'link.html', 'hard.html'])
      expectRefused(sandbox, ['report', '-o', file], ['it is the fleet file']);
    for (const format of ['html', 'markdown', 'json', 'text'])
      expectRefused(sandbox, ['plan', '--format', `${format}=fleet.yaml`], ['it is the fleet file']);
    expectRefused(sandbox, ['validate', '--format', `sarif=${base}`], [generated]);
    for (const file of ['base/new.json', 'new.html'])
      expectRefused(sandbox, ['gate', '--format', `json=${file}`], [generated]);
    expectRefused(
      sandbox,
      ['generate', '--format', 'json=overlays/dev/a.json'],
      ['overlays/ holds generated files'],
    );
    expectRefused(
      sandbox,
      ['generate', '--format', 'json=.poolwright-output.yaml'],
      ['records the folders of the tree'],
    );
    for (const file of ['pools/none.yaml', 'pools/new.yaml', 'workloads/none.yaml'])
      expectRefused(sandbox, ['validate', '--format', `json=${file}`], ['the fleet reads it']);
    expectRefused(
      sandbox,
      ['instances', '--prices', 'prices.csv', '--format', 'csv=prices.csv'],
      ['--prices reads it'],
    );
    expectRefused(
      sandbox,
      ['comment', 'prices.csv', '--format', 'json=prices.csv'],
      ['the command reads it'],
    );
    for (const [file, why] of [
      ['fleet.yaml', 'it is the fleet file'],
      [base, generated],
    ] as const)
      expectRefused(sandbox, ['generate', '--watch', '--report', file], [why]);
    for (const file of ['a.json', 'pools/notes.json', 'bases.json'])
      expectStatus(sandbox.poolwright('validate', '--format', `json=${file}`), 0);
    assert.is(JSON.parse(sandbox.read('pools/notes.json')).command, 'validate');
  }));

test('the tree is where output says, and the fleet may be another one than that of the command', () => {
  const fleet = change(FLEET, '\nspec:\n', '\nspec:\n  output: { base: platform/base }\n');
  withSandbox({ 'a/fleet.yaml': fleet, 'b/fleet.yaml': FLEET }, (sandbox) => {
    for (const name of ['a', 'b']) expectStatus(sandbox.poolwright('generate', '--cwd', name), 0);
    const args = (file: string): string[] => ['validate', '--cwd', 'a', '--format', `json=${file}`];
    expectRefused(sandbox, args('a/platform/base/x.json'), ['platform/base/ holds generated files']);
    expectRefused(sandbox, args('a/.poolwright-output.yaml'), ['records the folders of the tree']);
    expectRefused(sandbox, args('b/fleet.yaml'), ['it is the fleet file']);
    expectRefused(sandbox, args('b/base/x.json'), ['base/ holds generated files']);
    for (const file of ['a/platform/x.json', 'b/x.json', 'x.json'])
      expectStatus(sandbox.poolwright(...args(file)), 0);
  });
});

/** Manifests without a fleet: loose ones, a chart, and a kustomize directory that reads a base beside it. */
function manifests(): Record<string, string> {
  const { 'base/general/nodepool.yaml': pool = '', 'base/general/ec2nodeclass.yaml': nodeClass = '' } =
    generatedFiles();
  return {
    'pools/pool.yaml': pool,
    'pools/a/class.yaml': nodeClass,
    'pools/chart/Chart.yaml': 'name: web\n',
    'pools/chart/templates/pool.yaml': pool,
    'pools/overlay/kustomization.yaml': 'resources: [../../base]\n',
    'base/kustomization.yaml': 'resources: [pool.yaml, class.yaml]\n',
    'base/pool.yaml': pool.replaceAll('general', 'other'),
    'base/class.yaml': nodeClass.replaceAll('general', 'other'),
    'base/notes.yaml': 'a: b\n',
    'rules/none.yaml': '',
    'out/report.json': '{}',
  };
}

test('no report takes the place of manifests, or becomes one of those that the next run reads', () =>
  withSandbox(manifests(), (sandbox) => {
    symlinkSync('pools', join(sandbox.root, 'linked'));
    symlinkSync('pools/later.yaml', join(sandbox.root, 'later'));
    linkSync(join(sandbox.root, 'base/pool.yaml'), join(sandbox.root, 'hard.yaml'));
    const args = (path: string, file: string): string[] => ['validate', path, '--format', `json=${file}`];
    const why = ['the command reads it', 'help: Name another file for the report'];
    for (const [path, file] of [
      ['pools', 'pools/pool.yaml'],
      ['pools', 'pools/new.yaml'],
      ['pools', 'pools/a/new.json'],
      ['pools/', 'later'],
      ['linked', 'pools/new.yml'],
      ['.', 'new.json'],
      ['pools', 'pools/a/kustomization.yaml'],
      ['pools', 'pools/chart/values.yaml'],
      ['pools', 'base/pool.yaml'],
      ['pools', 'hard.yaml'],
      ['pools/overlay', 'pools/overlay/kustomization.yaml'],
      ['pools/overlay/kustomization.yaml', 'base/class.yaml'],
      ['pools/pool.yaml', 'pools/pool.yaml'],
    ] as const)
      expectRefused(sandbox, args(path, file), why);
    for (const format of ['text', 'sarif', 'junit', 'markdown', 'html'])
      expectRefused(sandbox, ['validate', 'pools', '--format', `${format}=pools/new.yaml`], why);
    expectRefused(
      sandbox,
      [...args('pools', 'rules/new.yaml'), '--rules', 'rules/*.yaml'],
      ['--rules reads it'],
    );
    expectRefused(sandbox, ['import', 'pools', '--format', 'json=pools/new.yaml'], why);
    expectRefused(
      sandbox,
      ['import', '--cluster', 'prod/prod-1=pools', '--format', 'json=pools/a/class.yaml'],
      ['--cluster reads it'],
    );
  }));

test('a report beside manifests that no run reads is written', () =>
  withSandbox(manifests(), (sandbox) => {
    mkdirSync(join(sandbox.root, 'pools/.reports'));
    const before = textsIn(sandbox.root);
    for (const [path, file] of [
      ['pools', 'pools/report.sarif'],
      ['pools', 'pools/.report.yaml'],
      ['pools', 'pools/.reports/report.json'],
      ['pools', 'pools/overlay/report.json'],
      ['pools', 'pools-report.yaml'],
      ['pools', 'base/notes.yaml'],
      ['pools/pool.yaml', 'pools/beside.yaml'],
      ['pools/overlay', 'pools/overlay/other.yaml'],
      ['base', 'out/report.json'],
    ] as const) {
      const result = sandbox.poolwright('validate', path, '--format', `json=${file}`);
      expectStatus(result, 0);
      assert.is(JSON.parse(sandbox.read(file)).command, 'validate', file);
    }
    for (const [path, text] of before)
      if (!['base/notes.yaml', 'out/report.json'].includes(path)) assert.is(sandbox.read(path), text, path);
  }));

test('a page replaces a page or an empty file, and nothing else', () =>
  withSandbox(
    { ...FILES, 'precious.txt': 'precious', 'empty.html': '', 'other.html': '<!doctype html>\n' },
    (sandbox) => {
      expectStatus(sandbox.poolwright('generate'), 0);
      symlinkSync('precious.txt', join(sandbox.root, 'report.html'));
      const why = 'it exists, and is not a report of Poolwright';
      expectRefused(sandbox, ['report'], [why, 'help: Name another file, or remove report.html first']);
      for (const file of ['precious.txt', 'other.html'])
        expectRefused(sandbox, ['validate', '--format', `html=${file}`], [why]);
      expectRefused(sandbox, ['generate', '--watch', '--report', 'precious.txt'], [why]);
      for (const file of ['empty.html', 'empty.html', 'new.html', 'new.html'])
        expectStatus(sandbox.poolwright('report', '-o', file), 0);
      readPage(sandbox.read('empty.html'));
      expectStatus(sandbox.poolwright('validate', '--format', 'html=/dev/null'), 0);
      expectStatus(sandbox.poolwright('validate', '--format', 'json=precious.txt'), 0);
    },
  ));

test('- is stdout for every format, and no file', () =>
  withSandbox(FILES, (sandbox) => {
    expectStatus(sandbox.poolwright('generate'), 0);
    const before = textsIn(sandbox.root);
    for (const args of [
      ['report', '-o', '-'],
      ['validate', '--format', 'html=-'],
    ])
      assert.is(readPage(sandbox.poolwright(...args).stdout).model.command, args[0]);
    assert.is(
      sandbox.poolwright('validate', '--format', 'json=-').stdout,
      sandbox.poolwright('validate', '--format', 'json').stdout,
    );
    for (const [args, text] of [
      [['report', '-o', '-', '--format', 'json'], 'json and html cannot both go to stdout'],
      [['generate', '--watch', '--report', '-'], '--report takes a file, not standard output'],
      [['report', '-o', ''], '--output has no file name'],
    ] as const) {
      const result = sandbox.poolwright(...args);
      expectStatus(result, 2);
      expectText(result.stderr, [text]);
    }
    assert.equal(textsIn(sandbox.root), before);
  }));

test('a watch does not start again because of its own reports', async () => {
  await withSandbox({ 'fleet.yaml': FLEET }, async (sandbox) => {
    mkdirSync(join(sandbox.root, 'reports'));
    const reports = ['--format', 'json=a.json', '--report', 'page.json'];
    const watcher = start(sandbox.root, 'generate', '--watch', ...reports);
    try {
      await watcher.says('watching for changes', 1);
      await new Promise((resolve) => setTimeout(resolve, 500));
      const times = (): number => watcher.said().split('watching for changes').length - 1;
      assert.is(times(), 1, watcher.said());
      writeFileSync(join(sandbox.root, 'b.json'), '{}');
      await watcher.says('watching for changes', 2);
    } finally {
      watcher.child.kill('SIGINT');
    }
    assert.is(await watcher.ended, 130);
  });
});

test('help says where html works, and what happens to a file', () =>
  withSandbox({}, (sandbox) => {
    const generate = sandbox.poolwright('generate', '--help').stdout.replace(/\s+/g, ' ');
    expectText(generate, [
      'plan, validate and instances also have html',
      'FILE must be new or an earlier report',
    ]);
    assert.not.match(sandbox.poolwright('validate', '--help').stdout, 'also have html');
  }));

test.run();
