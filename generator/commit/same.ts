import type { Git } from '../git/runner.ts';
import { batches } from './pathspec.ts';
import type { Repository } from './repository.ts';

/**
 * Which of the existing files have on the disk the content they have in the last commit, whatever the index says.
 * @param paths relative to the root
 */
export function sameAsCommitted(git: Git, { prefix }: Repository, paths: string[]): Set<string> {
  const known = paths.filter((path) => !path.includes('\n'));
  if (known.length === 0) return new Set();
  const committed = new Map<string, string>();
  for (const specs of batches(known)) {
    for (const line of git
      .read(['ls-tree', '-z', 'HEAD', '--', ...specs])
      .toString()
      .split('\0')) {
      const [, id, path] = /^100644 blob ([0-9a-f]+)\t(.+)$/.exec(line) ?? [];
      if (id !== undefined && path !== undefined) committed.set(path, id);
    }
  }
  // These paths are read from the top of the work tree, unlike those of other commands.
  const input = known.map((path) => `${prefix}${path}\n`).join('');
  const ids = git.read(['hash-object', '--stdin-paths'], input).toString().split('\n');
  return new Set(known.filter((path, i) => committed.get(path) === ids[i]));
}
