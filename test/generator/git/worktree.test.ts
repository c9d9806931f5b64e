import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { isGitError } from '../../../generator/git/error.ts';
import { workTreeOf } from '../../../generator/git/worktree.ts';
import { Repository } from '../../support/git.ts';
import { runner, withClone } from './support.ts';

const BELOW = 'a fleet/of “ours”';

/** Calls `use` with a repository that has a commit, and a folder two levels down. */
function withRepository(use: (repository: Repository, folder: string) => void): void {
  const repository = new Repository(BELOW);
  try {
    repository.git('commit', '--quiet', '--allow-empty', '-m', 'start');
    use(repository, repository.folder);
  } finally {
    repository.remove();
  }
}

test('the top, the folder below it and git’s own folder', () =>
  withRepository(({ top }, folder) => {
    const gitFolder = join(top, '.git');
    assert.equal(workTreeOf(runner(top)), { top, prefix: '', gitFolder });
    assert.equal(workTreeOf(runner(folder)), { top, prefix: `${BELOW}/`, gitFolder });
    const link = `${top}-link`;
    symlinkSync(top, link);
    try {
      assert.equal(workTreeOf(runner(join(link, BELOW))).prefix, `${BELOW}/`, 'by a symbolic link');
    } finally {
      rmSync(link);
    }
  }));

test('linked work trees, submodules and separate git folders', () =>
  withClone((clone, origin) => {
    clone.git('worktree', 'add', '--quiet', 'linked', '-b', 'linked');
    const linked = join(clone.top, 'linked');
    assert.equal(workTreeOf(runner(join(linked, 'deep'))), {
      top: linked,
      prefix: 'deep/',
      gitFolder: join(clone.top, '.git/worktrees/linked'),
    });
    clone.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', origin.top, 'below/module');
    const module = join(clone.top, 'below/module');
    assert.equal(workTreeOf(runner(join(module, 'deep'))), {
      top: module,
      prefix: 'deep/',
      gitFolder: join(clone.top, '.git/modules/below/module'),
    });
  }));

test('the repository that git names in its variables, for a fleet in its work tree', () =>
  withRepository(({ top }, folder) => {
    const gitFolder = join(top, '.git');
    for (const dir of ['.git', gitFolder])
      assert.equal(workTreeOf(runner(folder, { GIT_DIR: dir }, top)), {
        top,
        prefix: `${BELOW}/`,
        gitFolder,
      });
    const elsewhere = new Repository();
    try {
      const found = workTreeOf(runner(elsewhere.top, { GIT_DIR: '.git' }, top));
      assert.is(found.top, elsewhere.top, 'not for a fleet outside of it');
    } finally {
      elsewhere.remove();
    }
  }));

test('outside of a work tree', () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'poolwright-outside-')));
  const code = (cwd: string): string | undefined => {
    try {
      workTreeOf(runner(cwd));
    } catch (error) {
      if (isGitError(error)) return error.code;
      throw error;
    }
    return undefined;
  };
  try {
    assert.is(code(folder), 'not-a-repository');
    mkdirSync(join(folder, 'bare'));
    runner(join(folder, 'bare')).read(['init', '--quiet', '--bare']);
    assert.is(code(join(folder, 'bare')), 'not-a-repository');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test.run();
