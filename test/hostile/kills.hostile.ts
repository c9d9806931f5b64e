import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { git, gitLine } from '../support/git.ts';
import { type Sandbox, withSandbox } from '../support/sandbox.ts';
import { fleetOf, killedAfter, randomNumbers } from './support.ts';

const test = suite('killed at random moments');

const KILLS = 100;

/** The text of every file below the sandbox by path, git's own left out. */
function contents(sandbox: Sandbox): Map<string, string> {
  const files = readdirSync(sandbox.root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(sandbox.root.length + 1))
    .filter((path) => !path.startsWith('.git/'));
  return new Map(files.map((path) => [path, readFileSync(join(sandbox.root, path), 'utf8')]));
}

function succeed(sandbox: Sandbox, ...args: string[]): void {
  const { status, stderr } = sandbox.poolwright(...args);
  assert.is(status, 0, `poolwright ${args.join(' ')} exits ${status}\n${stderr}`);
}

/** How long a command takes here, so that kills fall into all of it. */
function measured(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

test(`generate: ${KILLS} kills leave whole files, and the next run completes the tree`, () =>
  withSandbox({ 'fleet.yaml': fleetOf(100) }, async (sandbox) => {
    const random = randomNumbers(1);
    succeed(sandbox, 'generate');
    const trees = [contents(sandbox)];
    sandbox.write('fleet.yaml', fleetOf(200));
    const duration = measured(() => succeed(sandbox, 'generate'));
    trees.push(contents(sandbox));
    let killed = 0;
    for (let n = 0; n < KILLS; n++) {
      sandbox.write('fleet.yaml', fleetOf(n % 2 === 0 ? 100 : 200));
      const { signal } = await killedAfter(sandbox, ['generate', '--no-cache'], random() * duration);
      if (signal === 'SIGKILL') killed++;
      for (const [path, text] of contents(sandbox)) {
        const known = trees.map((tree) => tree.get(path)).filter((one) => one !== undefined);
        if (known.length > 0)
          assert.ok(known.includes(text), `${path} is neither old nor new after kill ${n}`);
      }
    }
    assert.ok(killed > KILLS / 10, `only ${killed} of ${KILLS} runs were killed`);
    sandbox.write('fleet.yaml', fleetOf(100));
    succeed(sandbox, 'generate');
    assert.equal(contents(sandbox), trees[0], 'nothing is left over');
  }));

test(`commit: ${KILLS} kills lose no commit, no staged and no changed file`, () =>
  withSandbox({ 'fleet.yaml': fleetOf(100), 'notes.md': 'one\n', 'draft.md': 'one\n' }, async (sandbox) => {
    const random = randomNumbers(2);
    git(sandbox.root, 'init', '-q', '-b', 'main');
    for (const [key, value] of [
      ['user.name', 'test'],
      ['user.email', 'test@example.com'],
      ['commit.gpgsign', 'false'],
    ])
      git(sandbox.root, 'config', String(key), String(value));
    succeed(sandbox, 'generate');
    git(sandbox.root, 'add', '-A');
    git(sandbox.root, 'commit', '-q', '-m', 'start');
    sandbox.write('notes.md', 'staged\n');
    git(sandbox.root, 'add', 'notes.md');
    sandbox.write('draft.md', 'changed\n');
    sandbox.write('fleet.yaml', fleetOf(150));
    succeed(sandbox, 'generate');
    const duration = measured(() => succeed(sandbox, 'commit'));
    let killed = 0;
    for (let n = 0; n < KILLS; n++) {
      sandbox.write('fleet.yaml', fleetOf(n % 2 === 0 ? 100 : 200));
      succeed(sandbox, 'generate');
      const before = gitLine(sandbox.root, 'rev-parse', 'HEAD');
      const { signal } = await killedAfter(sandbox, ['commit'], random() * duration);
      if (signal === 'SIGKILL') killed++;
      const head = gitLine(sandbox.root, 'rev-parse', 'HEAD');
      assert.ok(
        head === before || gitLine(sandbox.root, 'rev-parse', 'HEAD^') === before,
        'HEAD is the old or the new commit',
      );
      assert.is(gitLine(sandbox.root, 'show', ':notes.md'), 'staged', 'what was staged stays staged');
      assert.is(sandbox.read('draft.md'), 'changed\n');
      assert.is(
        gitLine(sandbox.root, 'log', '-1', '--format=%H', '--', 'notes.md', 'draft.md'),
        gitLine(sandbox.root, 'rev-list', '--max-parents=0', 'HEAD'),
      );
    }
    assert.ok(killed > KILLS / 10, `only ${killed} of ${KILLS} runs were killed`);
    succeed(sandbox, 'commit');
    git(sandbox.root, 'fsck', '--strict', '--no-dangling');
    assert.is(
      gitLine(sandbox.root, 'status', '--porcelain', '--', 'base', 'overlays', 'clusters', 'argocd'),
      '',
    );
  }));

test(`gate: ${KILLS} kills change nothing and never turn a refusal into a pass`, () =>
  withSandbox({ 'fleet.yaml': fleetOf(100) }, async (sandbox) => {
    const random = randomNumbers(3);
    git(sandbox.root, 'init', '-q', '-b', 'main');
    succeed(sandbox, 'generate');
    git(sandbox.root, 'add', '-A');
    git(sandbox.root, 'commit', '-q', '-m', 'start');
    sandbox.write('fleet.yaml', fleetOf(200));
    git(sandbox.root, 'add', '-A');
    const before = contents(sandbox);
    const refuse = (): void => assert.is(sandbox.poolwright('gate').status, 1);
    refuse(); // later runs take from the cache what this one computes
    const duration = measured(refuse);
    let killed = 0;
    for (let n = 0; n < KILLS; n++) {
      const { status, signal } = await killedAfter(sandbox, ['gate'], random() * duration);
      if (signal === 'SIGKILL') killed++;
      assert.is.not(status, 0);
      if (n % 10 === 0) refuse();
    }
    assert.ok(killed > KILLS / 10, `only ${killed} of ${KILLS} runs were killed`);
    refuse();
    assert.equal(contents(sandbox), before);
  }));

test.run();
