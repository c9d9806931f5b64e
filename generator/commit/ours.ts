import { closeSync, lstatSync, openSync, readSync } from 'node:fs';
import { GENERATED_MARK } from '../emit/tree.ts';
import { GitError } from '../git/error.ts';
import { failure } from '../git/outcome.ts';
import type { Git } from '../git/runner.ts';
import { batches } from './pathspec.ts';

const MARK = `${GENERATED_MARK} from `;

/** The kind of what is at an absolute path, links not followed. */
export function kindOnDisk(path: string): 'file' | 'folder' | 'other' | 'nothing' {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return 'nothing';
  if (stats.isFile()) return 'file';
  return stats.isDirectory() ? 'folder' : 'other';
}

/**
 * Whether the file at an absolute path begins with our header.
 * @throws {CommitError} `unreadable`
 */
export function isGenerated(path: string): boolean {
  const bytes = Buffer.alloc(64);
  try {
    const file = openSync(path, 'r');
    try {
      readSync(file, bytes, 0, bytes.length, 0);
    } finally {
      closeSync(file);
    }
  } catch (cause) {
    const help = 'Give this user the right to read it, and run again';
    throw new GitError('unreadable', `Cannot read ${path}`, help, { path, cause });
  }
  return bytes
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .startsWith(MARK);
}

/** The files below the paths that begin with our header in the last commit or in the index, relative to the root. */
export function generatedInGit(git: Git, paths: string[], unborn: boolean): Set<string> {
  const found = new Set<string>();
  for (const specs of batches(paths)) {
    for (const path of search(git, '--cached', specs)) found.add(path);
    if (unborn) continue;
    for (const path of search(git, 'HEAD', specs)) found.add(path.slice('HEAD:'.length));
  }
  return found;
}

const PLAIN = ['--no-color', '--no-column', '--basic-regexp', '--text', '--no-recurse-submodules'];

function search(git: Git, source: string, specs: string[]): string[] {
  const args = ['grep', '-z', '--line-number', ...PLAIN, '-e', `^${MARK}`, source, '--', ...specs];
  const outcome = git.inquire(args);
  // 1 says that nothing was found.
  if (outcome.code > 1) throw failure('.', args, outcome.stderr);
  const hits = outcome.stdout.split('\n').map((line) => line.split('\0'));
  return hits.flatMap(([path, line]) => (path !== undefined && line === '1' ? [path] : []));
}
