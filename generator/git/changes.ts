import type { Entry } from './entries.ts';
import { type Git, PLAIN_DIFF } from './runner.ts';
import { splitNul } from './split-nul.ts';

/** Files in which the index differs from a commit, each with what the commit has there, if anything. */
export type Changes = ReadonlyMap<string, Entry | undefined>;

/**
 * Files in which the index differs from a commit, by their path from the top of the work tree.
 * @param since the commit; HEAD without it, and where there is no commit yet, all of the index is new
 */
export function stagedChanges(git: Git, since?: string): Changes {
  const args = ['diff', '--cached', ...PLAIN_DIFF, '--no-relative', '--raw', '--no-abbrev', '-z'];
  const revision = since === undefined ? [] : ['--end-of-options', since];
  const parts = splitNul(git.read([...args, ...revision, '--']));
  const changes = new Map<string, Entry | undefined>();
  // `:MODE MODE OID OID STATUS`, the commit's first, and the path in a part of its own (git-diff, raw output format).
  for (let i = 0; i + 1 < parts.length; i += 2) {
    const [mode = '', , oid = ''] = (parts[i] ?? '').slice(1).split(' ');
    changes.set(parts[i + 1] ?? '', mode === '000000' ? undefined : { mode, oid });
  }
  return changes;
}

/** The changes below a folder, which is empty or ends in `/`, by their path below it. */
export function changesBelow(changes: Changes, folder: string): Changes {
  if (folder === '') return changes;
  const below = [...changes].filter(([path]) => path.startsWith(folder));
  return new Map(below.map(([path, entry]) => [path.slice(folder.length), entry]));
}
