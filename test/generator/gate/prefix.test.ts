import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { openGit } from '../../../generator/git/git.ts';
import { prefixOf } from '../../../generator/git/prefix.ts';
import { Repository } from './support.ts';

/** The prefix of a folder, as files or git tell it and as git tells it, and how often git was asked for the first. */
function prefixes(root: string, env: Record<string, string> = {}, cwd = root) {
  const around = { cwd, env: { PATH: process.env.PATH, GIT_CONFIG_NOSYSTEM: '1', ...env } };
  const git = openGit(root, around);
  let asked = 0;
  const told = prefixOf(
    (args, input) => {
      asked++;
      return git(args, input);
    },
    root,
    around,
  );
  return { told, real: git(['rev-parse', '--show-prefix']).toString().trimEnd(), asked };
}

/** Calls `use` with a repository that has a commit, and a folder two levels down. */
function withRepository(use: (repository: Repository, folder: string) => void): void {
  const repository = new Repository('a fleet/of “ours”');
  try {
    repository.git('commit', '--quiet', '--allow-empty', '-m', 'start');
    use(repository, repository.folder);
  } finally {
    repository.remove();
  }
}

test('the fleet’s folder is told from files as git tells it', () =>
  withRepository((repository, folder) => {
    assert.equal(prefixes(repository.top), { told: '', real: '', asked: 0 });
    const prefix = 'a fleet/of “ours”/';
    assert.equal(prefixes(folder), { told: prefix, real: prefix, asked: 0 });
    const link = join(repository.top, 'link');
    symlinkSync(folder, link);
    assert.equal(prefixes(link), { told: prefix, real: prefix, asked: 0 });
    const tree = `${repository.top}-tree`;
    repository.git('worktree', 'add', '--quiet', tree);
    mkdirSync(join(tree, 'below'));
    assert.equal(prefixes(join(tree, 'below')), { told: 'below/', real: 'below/', asked: 0 });
    repository.git('worktree', 'remove', '--force', tree);
  }));

test('so it is where a hook names the repository', () =>
  withRepository((repository, folder) => {
    const prefix = 'a fleet/of “ours”/';
    const found = prefixes(folder, { GIT_DIR: '.git' }, repository.top);
    assert.equal(found, { told: prefix, real: prefix, asked: 0 });
  }));

test('git is asked where the work tree is named elsewhere', () =>
  withRepository((repository, folder) => {
    const found = prefixes(folder, { GIT_WORK_TREE: folder });
    assert.is(found.told, found.real);
    assert.is(found.asked, 1);
    repository.git('config', 'core.worktree', join(repository.top, 'a fleet'));
    assert.equal(prefixes(folder), { told: 'of “ours”/', real: 'of “ours”/', asked: 1 });
  }));

test.run();
