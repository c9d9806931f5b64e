import {
  chmodSync,
  chownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { git } from '../support/git.ts';
import { CLI, type CommandResult, run } from '../support/run.ts';
import { type Sandbox, withSandbox } from '../support/sandbox.ts';
import { fleetOf } from './support.ts';

const test = suite('hostile caches');

/** A fleet whose staged change the gate refuses: the tree is as the fleet was before. */
async function withRefusedCommit(work: (sandbox: Sandbox, cache: string) => void): Promise<void> {
  await withSandbox({ 'fleet.yaml': fleetOf(100) }, (sandbox) => {
    git(sandbox.root, 'init', '-q', '-b', 'main');
    assert.is(poolwright(sandbox, 'generate').status, 0);
    git(sandbox.root, 'add', '-A');
    git(sandbox.root, 'commit', '-q', '-m', 'start');
    work(sandbox, join(sandbox.root, '.git/cache'));
  });
}

/** Runs a command with the cache below `.git/cache`. */
function poolwright(sandbox: Sandbox, ...args: string[]): CommandResult {
  const cache = `XDG_CACHE_HOME=${join(sandbox.root, '.git/cache')}`;
  return run('env', [cache, process.execPath, CLI, ...args], sandbox.root);
}

const VALIDATE = ['validate', '--kubeconform', 'off'];
const WRONG = fleetOf(100).replace('values: [on-demand]', 'values: []');

function filesOf(cache: string): string[] {
  return readdirSync(cache, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** The verdict on a wrong fleet, which no cache may change, and on a right one. */
function expectTruth(sandbox: Sandbox): void {
  sandbox.write('fleet.yaml', WRONG);
  poolwright(sandbox, 'generate', '--force');
  assert.is(poolwright(sandbox, ...VALIDATE).status, 1);
  git(sandbox.root, 'add', '-A');
  assert.is(poolwright(sandbox, 'gate', '--kubeconform', 'off').status, 1);
  git(sandbox.root, 'reset', '-q', '--hard');
  const { status, stderr } = poolwright(sandbox, ...VALIDATE);
  assert.is(status, 0, stderr);
  assert.not.match(stderr, /\n\s+at .*:\d+:\d+/);
}

test('entries that are truncated, emptied, replaced or from elsewhere are computed again', () =>
  withRefusedCommit((sandbox, cache) => {
    expectTruth(sandbox);
    const damages: ((file: string) => void)[] = [
      (file) => truncateSync(file, Math.floor(readFileSync(file).length / 2)),
      (file) => truncateSync(file, 0),
      (file) => writeFileSync(file, '[]'),
      (file) => writeFileSync(file, '{"diagnostics":[]}'),
      (file) => writeFileSync(file, 'null'),
      (file) => writeFileSync(file, Buffer.from([0, 255, 254, 10])),
      (file) => {
        rmSync(file);
        mkdirSync(file);
      },
      (file) => {
        rmSync(file, { recursive: true });
        symlinkSync('/dev/null', file);
      },
    ];
    for (const damage of damages) {
      for (const file of filesOf(cache)) damage(file);
      expectTruth(sandbox);
      rmSync(cache, { recursive: true, force: true });
      expectTruth(sandbox);
    }
  }));

test('the entry of a right fleet instead of a wrong one does not make it right', () =>
  withRefusedCommit((sandbox, cache) => {
    poolwright(sandbox, ...VALIDATE, '--no-cache');
    poolwright(sandbox, ...VALIDATE);
    const right = filesOf(cache).map((file) => readFileSync(file));
    rmSync(cache, { recursive: true });
    sandbox.write('fleet.yaml', WRONG);
    poolwright(sandbox, 'generate', '--force');
    poolwright(sandbox, ...VALIDATE);
    for (const file of filesOf(cache)) for (const text of right) writeFileSync(file, text);
    assert.is(poolwright(sandbox, ...VALIDATE).status, 1);
  }));

test('a cache folder that another user owns or may write is not used', () =>
  withRefusedCommit((sandbox, cache) => {
    if (process.getuid?.() !== 0) return console.log('skipped: only root can give a folder away');
    expectTruth(sandbox);
    for (const folder of [cache, join(cache, 'poolwright')]) {
      chownSync(folder, 12345, 12345);
      expectTruth(sandbox);
      chownSync(folder, 0, 0);
      chmodSync(folder, 0o777);
      expectTruth(sandbox);
      chmodSync(folder, 0o700);
    }
  }));

test('a folder that cannot be made or written is not a failure', () =>
  withRefusedCommit((sandbox, cache) => {
    rmSync(cache, { recursive: true, force: true });
    writeFileSync(cache, 'a file');
    expectTruth(sandbox);
  }));

test.run();
