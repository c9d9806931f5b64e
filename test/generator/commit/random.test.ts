import * as fs from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { git, tryGit } from '../../support/git.ts';
import { put } from '../../support/sandbox.ts';
import { commit, inRepository, locksIn, ours } from './support.ts';

const GENERATED = ['base/o1.yaml', 'base/x/o2.yaml', 'clusters/o3.yaml', 'overlays/ö 4.yaml', 'base/o5.yaml'];
const FOREIGN = ['base/x/f1.yaml', 'base/f2.yaml', 'f3.txt', 'base/f4.yaml'];

/** One file's text in the last commit, the index and on the disk: 0 for none, else a version. */
interface Plan {
  path: string;
  committed: number;
  /** 3 for entered without content, 4 for as committed. */
  staged: number;
  onDisk: number;
}

/** A linear congruential generator, so that a failure can be had again. */
function randomBelow(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state * 1103515245 + 12345) % 2 ** 31;
    return Math.floor(state / 65536) % limit;
  };
}

function text(path: string, version: number): string {
  return GENERATED.includes(path) ? ours(`version: ${version}\n`) : `version: ${version}\n`;
}

function setUp(root: string, plans: Plan[]): void {
  for (const { path, committed } of plans) if (committed > 0) put(root, path, text(path, committed));
  git(root, 'add', '.');
  git(root, 'commit', '--quiet', '--allow-empty', '-m', 'committed');
  for (const { path, staged } of plans) {
    if (staged === 4) continue;
    if (staged === 0 || staged === 3) tryGit(root, 'rm', '--quiet', '--cached', path);
    if (staged > 0) put(root, path, text(path, staged));
    if (staged > 0) git(root, 'add', ...(staged === 3 ? ['--intent-to-add'] : []), path);
  }
  for (const { path, onDisk } of plans) {
    if (onDisk > 0) put(root, path, text(path, onDisk));
    else fs.rmSync(join(root, path), { force: true });
  }
}

function onDisk(root: string, path: string): string | undefined {
  return fs.existsSync(join(root, path)) ? fs.readFileSync(join(root, path), 'utf8') : undefined;
}

function inCommit(root: string, path: string): string | undefined {
  const listed = git(root, 'ls-tree', '-z', '--name-only', 'HEAD', '--', path) !== '';
  return listed ? git(root, 'show', `HEAD:${path}`) : undefined;
}

for (const seed of [3, 7, 11, 19, 42]) {
  test(`whatever is committed, staged and on the disk: seed ${seed}`, () =>
    inRepository(async (root) => {
      const random = randomBelow(seed);
      const plans = [...GENERATED, ...FOREIGN].map((path) => ({
        path,
        committed: random(3),
        staged: random(5),
        onDisk: random(4),
      }));
      setUp(root, plans);
      const foreign = () => [
        git(root, 'status', '--porcelain=v2', '--untracked-files=all', '--', ...FOREIGN),
      ];
      const states = () => [
        ...foreign(),
        ...FOREIGN.map((path) => [inCommit(root, path), onDisk(root, path)]),
      ];
      const before = states();
      const changed = GENERATED.filter((path) => inCommit(root, path) !== onDisk(root, path)).sort();
      put(root, 'base/a.yaml', ours('always: changed\n'));
      const { files } = await commit(root);
      assert.equal(files, ['base/a.yaml', ...changed].sort());
      assert.equal(states(), before);
      for (const path of GENERATED) assert.is(inCommit(root, path), onDisk(root, path), path);
      assert.is(git(root, 'status', '--porcelain', '--', ...GENERATED), '');
      assert.equal(locksIn(root), []);
    }));
}

test.run();
