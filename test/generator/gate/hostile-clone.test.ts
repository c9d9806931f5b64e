import { chmodSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { change } from '../../support/fleets.ts';
import type { Repository } from '../../support/git.ts';
import { poolwright } from '../../support/poolwright.ts';
import { run } from '../../support/run.ts';
import { FLEET, withFleet } from './support.ts';

const RAISED = change(FLEET, 'cpu: "200"', 'cpu: "300"');

/** A program that leaves a file when it runs, by an absolute path. */
function trap(repository: Repository): { program: string; wasRun(): boolean; reset(): void } {
  const program = join(repository.top, '.git/trap');
  const mark = join(repository.top, '.git/trapped');
  writeFileSync(program, `#!/bin/sh\ntouch '${mark}'\ncat 2>/dev/null\nexit 0\n`);
  chmodSync(program, 0o755);
  return { program, wasRun: () => existsSync(mark), reset: () => rmSync(mark, { force: true }) };
}

test('the gate, validate and hooks status run nothing that the configuration of a clone names', () =>
  withFleet((repository) => {
    const { program, wasRun, reset } = trap(repository);
    repository.write('.git/info/attributes', '*.yaml diff=trap\n');
    repository.write('fleet.yaml', RAISED);
    repository.generate();
    repository.git('add', '.');
    repository.write('fleet.yaml', `${RAISED}# not staged\n`);
    for (const [key, value] of [
      ['core.fsmonitor', program],
      ['core.hooksPath', '.git'],
      ['core.pager', program],
      ['core.sshCommand', program],
      ['core.editor', program],
      ['diff.external', program],
      ['diff.trap.textconv', program],
      ['diff.trap.command', program],
      ['pager.diff', program],
      ['alias.diff', `!${program}`],
      ['alias.ls-files', `!${program}`],
    ] as const)
      repository.git('config', key, value);
    repository.write('.git/post-index-change', `#!/bin/sh\n'${program}'\n`);
    chmodSync(join(repository.top, '.git/post-index-change'), 0o755);
    reset();
    for (const args of [
      ['gate', '--kubeconform', 'off'],
      ['gate', '--all', '--base', 'HEAD', '--kubeconform', 'off'],
      ['validate', '--base', 'HEAD', '--kubeconform', 'off'],
      ['hooks', 'status'],
    ]) {
      const { status, stderr } = poolwright(repository.top, args);
      assert.ok(status === 0 || status === 1, stderr);
      assert.not(wasRun(), args.join(' '));
    }
    run('git', ['status', '--short'], repository.top);
    assert.ok(wasRun(), 'plain git does run it');
  }));

test('filters of attributes do not change what is checked: the staged bytes are', () =>
  withFleet((repository) => {
    repository.write('.git/info/attributes', '*.yaml filter=upper\n');
    repository.git('config', 'filter.upper.clean', 'sed s/200/300/');
    repository.git('config', 'filter.upper.smudge', 'sed s/300/200/');
    repository.git('config', 'filter.upper.required', 'true');
    repository.write('fleet.yaml', `${FLEET}# touched\n`);
    repository.git('add', '--renormalize', '.');
    const result = repository.gate('--format', 'json');
    assert.is(result.status, 1, 'the staged tree has other bytes than the header says');
    assert.match(result.stdout, 'tree-edited');
  }));

test('core.autocrlf', () =>
  withFleet((repository) => {
    repository.git('config', 'core.autocrlf', 'true');
    repository.write('fleet.yaml', RAISED.replaceAll('\n', '\r\n'));
    repository.generate();
    repository.git('add', '.');
    const passed = repository.gate();
    assert.is(passed.status, 0, passed.stderr);
    repository.git('commit', '--quiet', '-m', 'raised');
    rmSync(join(repository.top, 'fleet.yaml'));
    rmSync(join(repository.top, 'overlays'), { recursive: true });
    repository.git('checkout', '--', '.');
    assert.match(repository.read('overlays/prod/kustomization.yaml'), '\r\n');
    const validated = poolwright(repository.top, ['validate', '--kubeconform', 'off']);
    assert.is(validated.status, 0, validated.stderr);
    assert.is(repository.gate('--all').status, 0);
  }));

test('intent-to-add, partial staging and renames', () =>
  withFleet((repository) => {
    repository.write('fleet.yaml', RAISED);
    repository.generate();
    repository.git('add', 'fleet.yaml');
    assert.is(repository.gate().status, 1, 'the tree is staged in part');
    repository.git('add', '.');
    repository.write('fleet.yaml', 'spec: [');
    assert.is(repository.gate().status, 0, 'what is not staged is not matter');
    repository.git('checkout', '--', 'fleet.yaml');
    repository.git('rm', '--quiet', '--cached', 'overlays/prod/kustomization.yaml');
    repository.git('add', '--intent-to-add', 'overlays/prod/kustomization.yaml');
    const intended = repository.gate('--format', 'json');
    assert.match(intended.stdout, 'tree-missing');
    repository.git('add', '.');
    repository.git('mv', 'clusters/dev-1', 'clusters/dev-9');
    const renamed = repository.gate('--format', 'json');
    assert.is(renamed.status, 1);
    assert.match(renamed.stdout, 'tree-missing');
    assert.match(renamed.stdout, 'clusters/dev-9');
  }));

test('a sparse checkout whose cone leaves the fleet out', () =>
  withFleet(
    (repository) => {
      repository.write('docs/page.md', 'text\n');
      repository.git('add', '.');
      repository.git('commit', '--quiet', '-m', 'docs');
      repository.write('platform/fleet/fleet.yaml', RAISED);
      repository.git('add', '.');
      repository.git('commit', '--quiet', '--no-verify', '-m', 'without its tree');
      repository.git('sparse-checkout', 'set', '--cone', 'docs');
      assert.not(existsSync(repository.folder));
      for (const sparse of [[], ['--sparse-index']]) {
        repository.git('sparse-checkout', 'reapply', ...sparse);
        repository.write('docs/page.md', `${sparse.join()}\n`);
        repository.git('add', 'docs');
        const gate = (...args: string[]) =>
          poolwright(repository.top, ['gate', '--kubeconform', 'off', ...args]);
        assert.is(gate().status, 0, 'nothing of the fleet is staged');
        const all = gate('--all');
        assert.is(all.status, 1, all.stderr);
        assert.match(all.stderr, 'platform/fleet/overlays/prod');
        assert.is(gate('--since', 'HEAD~1').status, 1);
      }
    },
    { below: 'platform/fleet' },
  ));

test('a shallow clone, and a clone without blobs', () =>
  withFleet((repository) => {
    repository.write('fleet.yaml', RAISED);
    repository.git('config', 'uploadpack.allowFilter', 'true');
    repository.git('commit', '--quiet', '--no-verify', '-am', 'without its tree');
    for (const options of [['--depth', '1'], ['--filter=blob:none']]) {
      const clone = join(repository.top, '.git', `clone${options.length}`);
      const cloned = run('git', ['clone', '--quiet', ...options, `file://${repository.top}`, clone], '/');
      assert.is(cloned.status, 0, cloned.stderr);
      for (const args of [['--all'], ['--all', '--base', 'auto']]) {
        const gate = poolwright(clone, ['gate', '--kubeconform', 'off', ...args]);
        assert.is(gate.status, 1, gate.stderr);
        assert.match(gate.stderr, 'error[tree-stale]');
      }
      const missing = poolwright(clone, ['gate', '--all', '--base', 'HEAD~5']);
      assert.is(missing.status, 2);
      assert.match(missing.stderr, 'the repository has no revision HEAD~5');
    }
  }));

test('revisions that look like options are revisions', () =>
  withFleet((repository) => {
    repository.write('fleet.yaml', RAISED);
    repository.git('add', '.');
    const mark = join(repository.top, 'written');
    for (const revision of [
      `--output=${mark}`,
      '--ext-diff',
      '-',
      '@{',
      'HEAD:fleet.yaml',
      'a\nb',
      '; touch written',
    ]) {
      for (const option of ['--since', '--base']) {
        const { status, stderr } = repository.gate(`${option}=${revision}`);
        assert.ok(status === 2 || status === 3, `${option} ${revision}: ${status} ${stderr}`);
        assert.match(stderr, 'error[');
      }
      assert.not(existsSync(mark), revision);
    }
  }));

test('names of folders that git quotes, and globs in them', () =>
  withFleet(
    (repository) => {
      repository.write('fl*et [x] “ü”/fleet.yaml', RAISED);
      repository.write('flxet x “ü”/fleet.yaml', 'no: fleet\n');
      repository.git('add', '.');
      const stopped = poolwright(repository.top, ['gate', '--kubeconform', 'off']);
      assert.is(stopped.status, 1, stopped.stderr);
      assert.match(stopped.stderr, 'fl*et [x] “ü”/overlays/prod');
      repository.generate();
      repository.git('add', '.');
      const passed = poolwright(repository.top, ['gate', '--kubeconform', 'off']);
      assert.is(passed.status, 0, passed.stderr);
    },
    { below: 'fl*et [x] “ü”' },
  ));

test.run();
