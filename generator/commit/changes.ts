import { join } from 'node:path';
import { CommitError } from './error.ts';
import type { TreeChanges } from './fact.ts';
import type { Git } from './git.ts';
import { generatedInGit, isGenerated, kindOnDisk } from './ours.ts';
import type { Repository } from './repository.ts';
import { statusOf } from './status.ts';

/** What a commit of the generated files would change against the last commit. */
export interface Changes extends TreeChanges {
  added: string[];
  modified: string[];
  removed: string[];
  /** Those of `added` and `modified` that the index does not know. */
  untracked: string[];
  /** Files that are in the index only: staged once, and gone from the disk since. */
  dropped: string[];
}

/**
 * Finds what changed at the given paths. A path that names a file stands for itself; below a path that names a
 * folder only files count that begin with our header, now or, if they were removed, before.
 * @param root absolute
 * @param paths relative to the root
 * @throws {CommitError} `ignored`, `conflict`, `nested-repository`
 */
export async function changesIn(
  git: Git,
  root: string,
  repository: Repository,
  paths: string[],
): Promise<Changes> {
  const named = new Set(paths);
  const entries = await statusOf(git, repository.prefix, paths);
  const removed = entries.some(({ code }) => code.includes('D'));
  const before = removed ? await generatedInGit(git, paths, repository.unborn) : new Set<string>();
  const codes = new Map<string, string[]>();
  for (const { code, path } of entries) {
    const kind = kindOnDisk(join(root, path));
    if (kind === 'folder' || path.endsWith('/')) refuseNested(path.replace(/\/$/, ''), named);
    else if (named.has(path) || (kind === 'file' ? isGenerated(join(root, path)) : before.has(path))) {
      codes.set(path, [...(codes.get(path) ?? []), code]);
    }
  }
  refuseConflict(codes);
  await refuseIgnored(git, codes);
  return sorted(codes, root);
}

function sorted(codes: Map<string, string[]>, root: string): Changes {
  const changes: Changes = { added: [], modified: [], removed: [], untracked: [], dropped: [] };
  for (const [path, all] of [...codes].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const exists = kindOnDisk(join(root, path)) !== 'nothing';
    const known = all.some((code) => code !== '??' && !code.includes('A'));
    if (all.includes('??')) changes.untracked.push(path);
    if (known) (exists ? changes.modified : changes.removed).push(path);
    else (exists ? changes.added : changes.dropped).push(path);
  }
  return changes;
}

function refuseNested(path: string, named: Set<string>): void {
  if (!named.has(path)) return;
  const message = `${path} is a git repository of its own, so its files are not part of this one`;
  throw new CommitError('nested-repository', message, `Commit in ${path}, or generate somewhere else`, {
    path,
  });
}

function refuseConflict(codes: Map<string, string[]>): void {
  for (const [path, all] of codes) {
    if (!all.some((code) => /U|AA|DD/.test(code))) continue;
    const mend = `Generate again, then mark it resolved with \`git add ${path}\``;
    throw new CommitError('conflict', `${path} has an unresolved conflict`, mend, { path });
  }
}

async function refuseIgnored(git: Git, codes: Map<string, string[]>): Promise<void> {
  const ignored = [...codes].filter(([, all]) => all.includes('!!')).map(([path]) => path);
  const [path] = ignored;
  if (path === undefined) return;
  const { stdout } = await git.attempt(['check-ignore', '--verbose', '--', `./${path}`]);
  const rule = stdout.split('\t')[0] || 'a .gitignore rule';
  const more = ignored.length === 1 ? '' : ` (and ${ignored.length - 1} more)`;
  const message = `Git ignores the generated file ${path}${more} because of ${rule}`;
  throw new CommitError('ignored', message, 'Remove the rule, or add an exception for generated files', {
    path,
  });
}
