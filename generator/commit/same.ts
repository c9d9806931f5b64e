import { readCommitted } from '../git/entries.ts';
import type { Git } from '../git/runner.ts';
import { splitNul } from '../git/split-nul.ts';
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
    for (const line of splitNul(git.read(['ls-tree', '-z', 'HEAD', '--', ...specs]))) {
      const { mode, oid, path } = readCommitted(line);
      if (mode === '100644') committed.set(path, oid);
    }
  }
  // These paths are read from the top of the work tree, unlike those of other commands.
  const input = known.map((path) => `${prefix}${path}\n`).join('');
  const ids = git.read(['hash-object', '--stdin-paths'], input).toString().split('\n');
  return new Set(known.filter((path, i) => committed.get(path) === ids[i]));
}
