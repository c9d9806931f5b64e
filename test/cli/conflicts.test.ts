import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { change, FLEET, generatedFiles } from '../support/fleets.ts';
import { expectStatus, expectText } from '../support/run.ts';
import { type Sandbox, snapshot, withSandbox } from '../support/sandbox.ts';

const test = suite('conflicts with generated files');

const CHANGED = change(FLEET, 'cpu: "100"', 'cpu: "200"');

test('a file edited by hand is kept, named, and overwritten only with --force', () =>
  withSandbox(generatedFiles({ 'fleet.yaml': CHANGED }), (sandbox) => {
    for (const file of ['base/general/nodepool.yaml', 'clusters/dev-1/variables.env'])
      appendFileSync(join(sandbox.root, file), '# by hand\n');
    const before = snapshot(sandbox.root);
    for (const args of [[], ['--dry-run'], ['--check']]) {
      const result = sandbox.poolwright('generate', ...args);
      expectStatus(result, 1);
      expectText(result.stderr, [
        'error[tree-edited]: 2 generated files were edited by hand',
        'help: Move the edits to fleet.yaml, then run poolwright generate --force',
        'base/general/nodepool.yaml was edited by hand\n',
        'clusters/dev-1/variables.env was edited by hand\n',
      ]);
      assert.equal(snapshot(sandbox.root), before);
    }
    const forced = sandbox.poolwright('generate', '--force');
    expectStatus(forced, 0);
    expectText(sandbox.read('base/general/nodepool.yaml'), ['cpu: "200"']);
    assert.not.match(sandbox.read('base/general/nodepool.yaml'), 'by hand');
  }));

test('an edited file that the fleet no longer has is not removed', () =>
  withSandbox(generatedFiles({ 'fleet.yaml': FLEET.slice(0, FLEET.indexOf('    prod:')) }), (sandbox) => {
    appendFileSync(join(sandbox.root, 'overlays/prod/kustomization.yaml'), '# by hand\n');
    const result = sandbox.poolwright('generate');
    expectStatus(result, 1);
    expectText(result.stderr, [
      'overlays/prod/kustomization.yaml was edited by hand, and belongs to nothing that fleet.yaml declares',
    ]);
    assert.match(sandbox.read('overlays/prod/kustomization.yaml'), 'by hand');
  }));

/** Every command that writes or compares reports the conflict, and nothing changes. */
function expectConflict(sandbox: Sandbox, path: string, what: string): void {
  const before = snapshot(sandbox.root);
  for (const args of [
    ['generate'],
    ['generate', '--force'],
    ['generate', '--check'],
    ['generate', '--dry-run'],
    ['validate'],
  ]) {
    const result = sandbox.poolwright(...args);
    expectStatus(result, 1);
    expectText(result.stderr, [`error[tree-conflict]: ${path} ${what}`, path]);
    assert.equal(snapshot(sandbox.root), before);
  }
  sandbox.remove();
}

test('a foreign file where a generated one belongs', () =>
  withSandbox(generatedFiles({ 'base/general/nodepool.yaml': 'kind: NodePool # mine\n' }), (sandbox) =>
    expectConflict(sandbox, 'base/general/nodepool.yaml', 'is in the way'),
  ));

test('a symbolic link instead of a generated folder', () =>
  withSandbox(generatedFiles(), (sandbox) => {
    renameSync(join(sandbox.root, 'base'), join(sandbox.root, 'elsewhere'));
    symlinkSync('elsewhere', join(sandbox.root, 'base'));
    expectConflict(sandbox, 'base', 'is a symbolic link');
  }));

test('a symbolic link to a file elsewhere: one finding, and not a word of that file', () => {
  for (const path of ['overlays/prod/kustomization.yaml', 'base/general/nodepool.yaml'])
    withSandbox({ 'secret.txt': 'top: secret\n' }, (outside) =>
      withSandbox(generatedFiles(), (sandbox) => {
        expectStatus(sandbox.poolwright('generate'), 0);
        rmSync(join(sandbox.root, path));
        symlinkSync(join(outside.root, 'secret.txt'), join(sandbox.root, path));
        for (const args of [['generate'], ['generate', '--check'], ['generate', '--dry-run'], ['validate']])
          for (const format of ['text', 'json', 'sarif', 'github', 'gitlab', 'markdown', 'junit']) {
            const result = sandbox.poolwright(...args, '--format', format);
            expectStatus(result, 1);
            assert.not.match(result.stdout + result.stderr, 'secret\n');
            assert.not.match(result.stdout + result.stderr, 'top: secret');
          }
        const { stderr } = sandbox.poolwright('validate');
        assert.match(stderr, `error[tree-conflict]: ${path} is a symbolic link`);
        assert.not.match(stderr, /error\[render-failed\]/);
        assert.match(stderr, /^1 error$/m);
      }),
    );
});

test('a foreign file among the generated ones stays when its folder goes', () =>
  withSandbox(
    generatedFiles({
      'overlays/prod/NOTES.md': 'mine\n',
      'fleet.yaml': FLEET.slice(0, FLEET.indexOf('    prod:')),
    }),
    (sandbox) => {
      expectStatus(sandbox.poolwright('generate'), 0);
      assert.equal(
        Object.keys(snapshot(sandbox.root)).filter((path) => path.includes('prod')),
        ['overlays/prod/NOTES.md'],
      );
    },
  ));

/** Mounts a file system on a folder while something runs; false where that is not allowed. */
function whileMounted(mount: string[], folder: string, work: () => void): boolean {
  for (const args of mount.map((one) => one.split(' '))) {
    const [program = '', ...rest] = args;
    if (spawnSync(program, [...rest, folder]).status === 0) continue;
    spawnSync('umount', [folder]);
    return false;
  }
  try {
    work();
  } finally {
    spawnSync('umount', [folder]);
  }
  return true;
}

test('a read-only folder', () =>
  withSandbox(generatedFiles({ 'fleet.yaml': CHANGED }), (sandbox) => {
    const before = snapshot(sandbox.root);
    const done = whileMounted(
      [`mount -o bind ${sandbox.root}`, 'mount -o remount,bind,ro'],
      sandbox.root,
      () => {
        const result = sandbox.poolwright('generate');
        expectStatus(result, 3);
        expectText(result.stderr, ['the file system is read-only', 'help: Make it writable']);
        assert.is(result.stdout, '');
        expectStatus(sandbox.poolwright('generate', '--check'), 1);
      },
    );
    if (!done) console.log('skipped: mounting a folder read-only is not allowed here');
    assert.equal(snapshot(sandbox.root), before);
  }));

test('a full disk leaves the tree as it was, and the next run does all', () =>
  withSandbox({}, (sandbox) => {
    const tiny = join(sandbox.root, 'tiny');
    mkdirSync(tiny);
    const done = whileMounted(['mount -t tmpfs -o size=100k,nr_inodes=200 tmpfs'], tiny, () => {
      writeFileSync(join(tiny, 'fleet.yaml'), FLEET);
      expectStatus(sandbox.poolwright('generate', '--cwd', tiny), 0);
      writeFileSync(join(tiny, 'fleet.yaml'), CHANGED);
      spawnSync('dd', ['if=/dev/zero', `of=${join(tiny, 'filler')}`, 'bs=4k'], { stdio: 'ignore' });
      const before = snapshot(tiny);
      const result = sandbox.poolwright('generate', '--cwd', tiny);
      expectStatus(result, 3);
      expectText(result.stderr, ['the disk is full', 'help: Free some space']);
      assert.equal(snapshot(tiny), before);
      rmSync(join(tiny, 'filler'));
      expectStatus(sandbox.poolwright('generate', '--cwd', tiny), 0);
      expectText(sandbox.read('tiny/base/general/nodepool.yaml'), ['cpu: "200"']);
    });
    if (!done) console.log('skipped: mounting a file system is not allowed here');
  }));

test.run();
