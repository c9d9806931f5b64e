import { type Git, gitFailed } from './git.ts';
import { batches } from './pathspec.ts';
import type { Repository } from './repository.ts';

/**
 * Which of the existing files have on the disk the content they have in the last commit, whatever the index says.
 * @param paths relative to the root
 */
export async function sameAsCommitted(
  git: Git,
  { prefix }: Repository,
  paths: string[],
): Promise<Set<string>> {
  const asked = paths.filter((path) => !path.includes('\n'));
  if (asked.length === 0) return new Set();
  const committed = new Map<string, string>();
  for (const specs of batches(asked)) {
    for (const line of (await git.run(['ls-tree', '-z', 'HEAD', '--', ...specs])).split('\0')) {
      const [, id, path] = /^100644 blob ([0-9a-f]+)\t(.+)$/.exec(line) ?? [];
      if (id !== undefined && path !== undefined) committed.set(path, id);
    }
  }
  // These paths are read from the top of the work tree, unlike those of other commands.
  const input = asked.map((path) => `${prefix}${path}\n`).join('');
  const hashed = await git.attempt(['hash-object', '--stdin-paths'], { input });
  if (hashed.code !== 0) throw gitFailed('hash-object', hashed);
  const ids = hashed.stdout.split('\n');
  return new Set(asked.filter((path, i) => committed.get(path) === ids[i]));
}
