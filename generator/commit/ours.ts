import { readHeader } from '../emit/header.ts';
import { GENERATED_MARK } from '../emit/tree.ts';
import { GitError } from '../git/error.ts';
import { failure } from '../git/outcome.ts';
import type { Git } from '../git/runner.ts';
import type { TreeReader } from '../write/reader.ts';
import { batches } from './pathspec.ts';

const MARK = `${GENERATED_MARK} from `;

/**
 * Whether a file of a disk begins with our header.
 * @throws {GitError} `unreadable`
 */
export function isGenerated(disk: TreeReader, path: string): boolean {
  try {
    return readHeader(disk.readStart(path)) !== undefined;
  } catch (cause) {
    const help = 'Give this user read permission, and run again';
    throw new GitError('unreadable', `Cannot read ${path}`, help, { path, cause });
  }
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
