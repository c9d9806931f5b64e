import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { git, hook, init, tryGit } from '../../support/git.ts';
import { put, withSandbox } from '../../support/sandbox.ts';
import { commit, inRepository, lastCommit, ours, refused, stateOf, statusLines } from './support.ts';

/** Two branches that change the same lines, `main` checked out, and a generated file to commit. */
async function inConflict(action: (root: string) => Promise<void>): Promise<void> {
  await inRepository(async (root) => {
    git(root, 'switch', '--quiet', '--create', 'side');
    put(root, 'README.md', 'side\n');
    git(root, 'commit', '--quiet', '--all', '-m', 'side');
    git(root, 'switch', '--quiet', 'main');
    put(root, 'README.md', 'main\n');
    git(root, 'commit', '--quiet', '--all', '-m', 'main');
    await action(root);
  });
}

for (const [name, args, word] of [
  ['a merge', ['merge', 'side'], 'merge --abort'],
  ['a rebase', ['rebase', 'side'], 'rebase --abort'],
  ['a rebase by patches', ['rebase', '--apply', 'side'], 'rebase --abort'],
  ['a cherry-pick', ['cherry-pick', 'side'], 'cherry-pick --abort'],
  ['a revert', ['revert', '--no-edit', 'HEAD~1'], 'revert --abort'],
] as const) {
  test(`${name} that waits is refused`, () =>
    inConflict(async (root) => {
      if (name === 'a revert') {
        put(root, 'README.md', 'again\n');
        git(root, 'commit', '--quiet', '--all', '-m', 'again');
      }
      tryGit(root, ...args);
      put(root, 'base/b.yaml', ours('b: 1\n'));
      const error = await refused(root, 'operation-in-progress');
      assert.match(error.help, word);
    }));
}

test('a detached HEAD is refused; a bisect alone is not', () =>
  inRepository(async (root) => {
    put(root, 'base/b.yaml', ours('b: 1\n'));
    git(root, 'bisect', 'start');
    assert.equal((await commit(root)).files, ['base/b.yaml']);
    git(root, 'checkout', '--quiet', '--detach');
    put(root, 'base/b.yaml', ours('b: 2\n'));
    await refused(root, 'detached-head');
  }));

test("another process's index lock is respected", () =>
  inRepository(async (root) => {
    put(root, 'base/b.yaml', ours('b: 1\n'));
    const lock = join(root, '.git/index.lock');
    fs.writeFileSync(lock, '');
    const error = await refused(root, 'index-locked');
    assert.is(error.path, lock);
    assert.ok(fs.existsSync(lock));
    fs.unlinkSync(lock);
    await commit(root);
  }));

test('a lock that appears midway is respected', () =>
  inRepository(async (root) => {
    put(root, 'base/b.yaml', ours('b: 1\n'));
    const lock = join(root, '.git/index.lock');
    const message = () => {
      fs.writeFileSync(lock, '');
      return 'x';
    };
    const error = await refused(root, 'index-locked', { message }).catch((cause) => cause);
    fs.rmSync(lock);
    assert.is(error.code, 'ERR_ASSERTION');
    assert.equal(statusLines(root), ['?? base/b.yaml']);
  }));

test('outside of a repository, in a bare one, and where there is no folder', () =>
  withSandbox({}, async ({ root }) => {
    const code = async (path: string) => (await commit(path).catch((error) => error)).code;
    process.env.GIT_CEILING_DIRECTORIES = root;
    try {
      fs.mkdirSync(join(root, 'plain'));
      assert.is(await code(join(root, 'plain')), 'not-a-repository');
    } finally {
      delete process.env.GIT_CEILING_DIRECTORIES;
    }
    git(root, 'init', '--quiet', '--bare', 'bare.git');
    assert.is(await code(join(root, 'bare.git')), 'not-a-repository');
    const bare = await commit(join(root, 'bare.git')).catch((error) => error);
    assert.match(bare.message, 'bare repository');
    assert.not.match(bare.help, 'git init');
    assert.is(await code(join(root, 'none')), 'not-a-repository');
  }));

test('a .gitignore rule that hides generated files is named', () =>
  inRepository(async (root) => {
    put(root, '.gitignore', '*.tmp\nclusters/*/*.env\n');
    put(root, 'clusters/c/variables.env', ours("A='1'\n"));
    put(root, 'clusters/c/mine.tmp', 'by hand, and rightly ignored\n');
    const error = await refused(root, 'ignored');
    assert.is(error.path, 'clusters/c/variables.env');
    assert.match(error.message, '.gitignore:2:clusters/*/*.env');
    put(root, '.gitignore', 'clusters/\n');
    await refused(root, 'ignored');
    put(root, '.gitignore', '*.tmp\n');
    assert.equal((await commit(root)).files, ['clusters/c/variables.env']);
  }));

test('a generated file with a conflict is refused, and one of others is not our business', () =>
  inRepository(async (root) => {
    git(root, 'switch', '--quiet', '--create', 'side');
    put(root, 'base/a.yaml', ours('a: side\n'));
    git(root, 'commit', '--quiet', '--all', '-m', 'side');
    git(root, 'switch', '--quiet', 'main');
    put(root, 'base/a.yaml', ours('a: stashed\n'));
    git(root, 'stash', '--quiet');
    git(root, 'merge', '--quiet', 'side');
    tryGit(root, 'stash', 'pop');
    assert.equal(statusLines(root), ['UU base/a.yaml']);
    put(root, 'base/a.yaml', ours('a: generated\n'));
    await refused(root, 'unmerged');
    put(root, 'clusters/c/variables.env', ours("A='1'\n"));
    assert.equal((await commit(root, { paths: ['clusters'] })).files, ['clusters/c/variables.env']);
    assert.equal(statusLines(root), ['UU base/a.yaml']);
  }));

test('a folder that is a repository of its own is refused', () =>
  inRepository(async (root) => {
    init(join(root, 'clusters'));
    put(root, 'clusters/c/variables.env', ours("A='1'\n"));
    const error = await refused(root, 'nested-repository');
    assert.is(error.path, 'clusters');
  }));

for (const name of ['pre-commit', 'commit-msg']) {
  test(`a ${name} hook that refuses leaves the index as it was`, () =>
    inRepository(async (root) => {
      hook(root, name, 'echo "not today"\nexit 1\n');
      put(root, 'base/a.yaml', ours('a: 1\n'));
      put(root, 'base/new.yaml', ours('n: 1\n'));
      put(root, 'base/entered.yaml', ours('e: 1\n'));
      put(root, 'staged.txt', 'staged\n');
      git(root, 'add', 'staged.txt');
      git(root, 'add', '--intent-to-add', 'base/entered.yaml');
      const error = await refused(root, 'refused');
      assert.match(error.message, 'not today');
      hook(root, name, 'exit 0\n');
      assert.is((await commit(root)).files.length, 3);
      assert.equal(statusLines(root), ['A  staged.txt']);
    }));
}

test('hooks see the commit that they validate, and an environment without our settings', () =>
  inRepository(async (root) => {
    put(root, 'staged.txt', 'staged\n');
    git(root, 'add', 'staged.txt');
    put(root, 'base/b.yaml', ours('b: 1\n'));
    hook(
      root,
      'pre-commit',
      'git diff --cached --name-only > .git/seen\nenv >> .git/seen\ngit ls-files "*.md" >> .git/seen\n',
    );
    await commit(root);
    const seen = fs.readFileSync(join(root, '.git/seen'), 'utf8');
    assert.match(seen, /^base\/b\.yaml\n/);
    assert.not.match(seen, 'staged.txt');
    assert.not.match(seen, 'GIT_LITERAL_PATHSPECS');
    assert.match(seen, /^README\.md$/m);
    assert.equal(lastCommit(root), ['A base/b.yaml']);
  }));

test('without an identity the commit is refused and says how to set one', () =>
  inRepository(async (root) => {
    git(root, 'config', 'user.useConfigOnly', 'true');
    put(root, 'base/b.yaml', ours('b: 1\n'));
    const configured = { ...process.env };
    process.env.GIT_CONFIG_GLOBAL = '/dev/null';
    try {
      const error = await refused(root, 'no-identity');
      assert.match(error.help, 'user.email');
      process.env.GIT_AUTHOR_NAME = process.env.GIT_COMMITTER_NAME = 'Env';
      process.env.GIT_AUTHOR_EMAIL = process.env.GIT_COMMITTER_EMAIL = 'env@example.com';
      await commit(root);
    } finally {
      process.env = configured;
    }
    assert.is(git(root, 'log', '-1', '--format=%an'), 'Env\n');
  }));

test('commit.gpgsign is respected: a signer that fails refuses the commit, one that works signs it', () =>
  inRepository(async (root) => {
    put(root, 'base/b.yaml', ours('b: 1\n'));
    git(root, 'config', 'commit.gpgsign', 'true');
    git(root, 'config', 'gpg.program', '/bin/false');
    await refused(root, 'refused');
    const key = join(root, '.git/key');
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key]);
    git(root, 'config', 'gpg.format', 'ssh');
    git(root, 'config', 'user.signingkey', key);
    await commit(root);
    assert.match(git(root, 'cat-file', 'commit', 'HEAD'), 'BEGIN SSH SIGNATURE');
  }));

test('an interrupted commit takes back what it had entered', () =>
  inRepository(async (root) => {
    hook(root, 'pre-commit', 'touch .git/started\nexec sleep 2\n');
    put(root, 'base/b.yaml', ours('b: 1\n'));
    const before = stateOf(root);
    const controller = new AbortController();
    const timer = setInterval(() => {
      if (fs.existsSync(join(root, '.git/started'))) controller.abort();
    }, 10);
    const error = await commit(root, { signal: controller.signal }).catch((cause) => cause);
    clearInterval(timer);
    assert.is(error.code, 'interrupted');
    assert.equal(stateOf(root), before);
  }));

test.run();
