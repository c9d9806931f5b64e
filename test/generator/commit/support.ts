import { execFileSync, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { type CommitOptions, type CommitResult, commitTree } from '../../../generator/commit/commit.ts';
import { GitError, type GitErrorCode } from '../../../generator/git/error.ts';
import { type Git, openGit } from '../../../generator/git/runner.ts';
import { inFolder, ours, put } from '../write/support.ts';

export { inFolder, ours, put };

export const ROOTS = ['base', 'overlays', 'clusters', 'argocd'];

/** Keeps the configuration of whoever runs the tests out of them, and does not wait for the disk. */
export function isolateGit(): void {
  process.env.GIT_CONFIG_COUNT = '1';
  process.env.GIT_CONFIG_KEY_0 = 'core.fsync';
  process.env.GIT_CONFIG_VALUE_0 = 'none';
  process.env.GIT_CONFIG_GLOBAL = '/dev/null';
  process.env.GIT_CONFIG_NOSYSTEM = '1';
}

/** Runs git in a folder and gives its output. */
export function git(cwd: string, ...args: string[]): string {
  return execFileSync('git', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
}

/** Runs git in a folder, whatever becomes of it. */
export function tryGit(cwd: string, ...args: string[]): void {
  spawnSync('git', args, { cwd, stdio: 'ignore' });
}

/** Makes an empty repository whose commits have an author. */
export function init(root: string): void {
  fs.mkdirSync(root, { recursive: true });
  git(root, 'init', '--quiet', '--template=', '--initial-branch=main');
  fs.appendFileSync(join(root, '.git/config'), '[user]\nname = Ada Example\nemail = ada@example.com\n');
}

/** Runs `action` in a repository with one commit: a generated file, and one by hand. */
export function inRepository(action: (root: string) => void | Promise<void>): Promise<void> {
  return inFolder(async (folder) => {
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
  ].map((args) => spawnSync('git', args, { cwd: root, encoding: 'utf8' }).stdout.replace(/^ {2}.*\n/gm, ''));
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

/** The files of the last commit with what became of each, as `A base/a.yaml`. */
export function lastCommit(root: string): string[] {
  const text = git(root, 'show', '--format=', '--name-status', '--no-renames', '-z', 'HEAD');
  const parts = text.split('\0');
  const lines: string[] = [];
  for (let i = 0; i + 1 < parts.length; i += 2) lines.push(`${parts[i]} ${parts[i + 1]}`);
  return lines;
}

/** Installs a hook. */
export function hook(root: string, name: string, script: string): void {
  const path = join(root, '.git/hooks', name);
  fs.mkdirSync(join(root, '.git/hooks'), { recursive: true });
  fs.writeFileSync(path, `#!/bin/sh\n${script}`, { mode: 0o755 });
}
