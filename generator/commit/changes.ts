import { GitError } from '../git/error.ts';
import type { Git } from '../git/runner.ts';
import { openDisk } from '../write/disk.ts';
import type { TreeReader } from '../write/reader.ts';
import { generatedInGit, isGenerated } from './ours.ts';
import type { Repository } from './repository.ts';
import { sameAsCommitted } from './same.ts';
import { statusOf } from './status.ts';

/** What a commit of the given files would change against the last commit; paths are relative to the root. */
export interface Changes {
  added: string[];
  modified: string[];
  removed: string[];
  /** Those of the existing files that the index does not know. */
  untracked: string[];
  /** Files that only the index has otherwise: they are on the disk as in the last commit, or in neither. */
  settled: string[];
}

/**
 * Finds what changed at the given paths. A path that names a file stands for itself; below a path that names a
 * folder only files count that begin with our header, now or, if they were removed, before.
 * @param root absolute
 * @param paths relative to the root
 * @throws {GitError} `ignored`, `unmerged`, `nested-repository`
 */
export function changesIn(git: Git, root: string, repository: Repository, paths: string[]): Changes {
  const named = new Set(paths);
  const disk = openDisk(root);
  const entries = statusOf(git, repository.prefix, paths);
  const removed = entries.some(({ code }) => code.includes('D'));
  const before = removed ? generatedInGit(git, paths, repository.unborn) : new Set<string>();
  const codes = new Map<string, string[]>();
  for (const { code, path } of entries) {
    const kind = disk.kind(path);
    if (kind === 'folder' || path.endsWith('/')) refuseNested(path.replace(/\/$/, ''), named);
    else if (named.has(path) || (kind === 'file' ? isGenerated(disk, path) : before.has(path))) {
      codes.set(path, [...(codes.get(path) ?? []), code]);
    }
  }
  refuseConflict(codes);
  refuseIgnored(git, codes);
  const restaged = [...codes].filter(([path, all]) => isRestaged(all) && disk.kind(path) === 'file');
  const same = sameAsCommitted(
    git,
    repository,
    restaged.map(([path]) => path),
  );
  return sorted(codes, disk, same);
}

/** Whether the last commit has the file and the index has something else, or nothing. */
function isRestaged(codes: string[]): boolean {
  return codes.some((code) => /^[MDT]/.test(code));
}

function sorted(codes: Map<string, string[]>, disk: TreeReader, same: ReadonlySet<string>): Changes {
  const changes: Changes = { added: [], modified: [], removed: [], untracked: [], settled: [] };
  for (const [path, all] of [...codes].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const exists = disk.kind(path) !== undefined;
    const known = isRestaged(all) || all.some((code) => /^ [MDT]/.test(code));
    if (all.includes('??')) changes.untracked.push(path);
    if (same.has(path) || !(known || exists)) changes.settled.push(path);
    else if (known) (exists ? changes.modified : changes.removed).push(path);
    else changes.added.push(path);
  }
  return changes;
}

function refuseNested(path: string, named: Set<string>): void {
  if (!named.has(path)) return;
  const message = `${path} is a git repository of its own, so its files do not belong to this one`;
  throw new GitError('nested-repository', message, `Commit in ${path}, or generate into another folder`, {
    path,
  });
}

function refuseConflict(codes: Map<string, string[]>): void {
  for (const [path, all] of codes) {
    if (!all.some((code) => /U|AA/.test(code))) continue;
    const help = `Run poolwright generate, then mark it resolved with \`git add ${path}\``;
    throw new GitError('unmerged', `${path} has an unresolved conflict`, help, { path });
  }
}

function refuseIgnored(git: Git, codes: Map<string, string[]>): void {
  const ignored = [...codes].filter(([, all]) => all.includes('!!')).map(([path]) => path);
  const [path] = ignored;
  if (path === undefined) return;
  const { stdout } = git.inquire(['check-ignore', '--verbose', '--', `./${path}`]);
  const rule = stdout.split('\t')[0] || 'a .gitignore rule';
  const more = ignored.length === 1 ? '' : ` (and ${ignored.length - 1} more)`;
  const message = `Git ignores ${path}${more} because of ${rule}, and the commit needs it`;
  throw new GitError('ignored', message, 'Remove the rule, or add an exception for the file', {
    path,
  });
}
