import * as fs from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { type CommitOptions, type CommitResult, commitTree } from '../../../generator/commit/commit.ts';
import { GitError, type GitErrorCode } from '../../../generator/git/error.ts';
import { type Git, openGit } from '../../../generator/git/runner.ts';
import { git, init, tryGit } from '../../support/git.ts';
import { put, withSandbox } from '../../support/sandbox.ts';
import { ours } from '../write/support.ts';

export { ours };

export const ROOTS = ['base', 'overlays', 'clusters', 'argocd'];

/** Runs `action` in a repository with one commit: a generated file, and one by hand. */
export function inRepository(action: (root: string) => void | Promise<void>): Promise<void> {
  return withSandbox({}, async ({ root: folder }) => {
    const root = join(folder, 'repo');
    init(root);
    put(root, 'base/a.yaml', ours('a: 0\n'));
    put(root, 'README.md', 'by hand\n');
    git(root, 'add', '.');
    git(root, 'commit', '--quiet', '-m', 'start');
    await action(root);
  });
}

/** The process that runs the tests, as a command passes it on. */
export function around(cwd: string): { cwd: string; env: NodeJS.ProcessEnv } {
  return { cwd, env: process.env };
}

/** Poolwright's own way to git, in a folder. */
export function runner(root: string): Git {
  return openGit(root, around(root));
}

export function commit(root: string, options: Partial<CommitOptions> = {}): Promise<CommitResult> {
  return commitTree({
    root,
    around: around(root),
    paths: ROOTS,
    message: 'chore(fleet): update',
    ...options,
  });
}

/** Expects the commit to fail with a code, and that it leaves the repository as it was. */
export async function refused(
  root: string,
  code: GitErrorCode,
  options: Partial<CommitOptions> = {},
): Promise<GitError> {
  const before = stateOf(root);
  try {
    await commit(root, options);
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    assert.is(error.code, code, error.message);
    assert.ok(error.help.length > 0);
    assert.equal(stateOf(root), before);
    return error;
  }
  return assert.unreachable(`expected ${code}`) as never;
}

/** What must not change when nothing is committed: branch, commit, index and work tree, and git's own files. */
export function stateOf(root: string): string[] {
  const outputs = [
    ['status', '--porcelain=v2', '--branch'],
    ['ls-files', '--stage', '--debug'],
  ].map((args) => tryGit(root, ...args).stdout.replace(/^ {2}.*\n/gm, ''));
  return [...outputs, ...locksIn(root)];
}

/** Lock and temporary files in git's folder. */
export function locksIn(root: string): string[] {
  const folder = git(root, 'rev-parse', '--absolute-git-dir').trim();
  return fs.readdirSync(folder).filter((name) => /lock|next-index|poolwright/.test(name));
}

/** `git status --short` as lines. */
export function statusLines(root: string): string[] {
  return git(root, 'status', '--short', '--untracked-files=all')
    .split('\n')
    .filter((line) => line !== '');
}

/** The files of the last commit with what was done to each, such as `A base/a.yaml`. */
export function lastCommit(root: string): string[] {
  const text = git(root, 'show', '--format=', '--name-status', '--no-renames', '-z', 'HEAD');
  const parts = text.split('\0');
  const lines: string[] = [];
  for (let i = 0; i + 1 < parts.length; i += 2) lines.push(`${parts[i]} ${parts[i + 1]}`);
  return lines;
}
