import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Tree } from '../emit/index.ts';
import { isShallow, noForkPoint } from '../git/base.ts';
import { type BaseSnapshot, openBase } from '../git/base-snapshot.ts';
import { type Blobs, openBlobs } from '../git/blobs.ts';
import { isGitError, isWithoutGit } from '../git/error.ts';
import { hasUpstream, repositoryOf } from '../git/repository.ts';
import { type Git, openGit } from '../git/runner.ts';
import { diskHost } from '../load/disk.ts';
import type { Fleet } from '../load/index.ts';
import type { Context, Options } from './command.ts';
import { FLEET_FILE } from './fleet-file.ts';

/** A fleet on disk with the tree that it declares. */
export interface DiskFleet {
  fleet: Fleet;
  tree: Tree;
  /** Whether the tree is what is on disk, or is about to be. */
  isInSync: boolean;
}

/** What a check of it as an update takes; see `CheckRequest`. */
export interface DiskBase {
  base?: BaseSnapshot;
  current?: ReadonlyMap<string, string>;
  unread?: Diagnostic;
}

/**
 * The base that a fleet on disk is an update of. Without a named base, git is optional, and a Karpenter version
 * other than the fleet's is validated for new clusters.
 * @param orHead whether HEAD is the base where the branch has no upstream
 */
export function openDiskBase(
  context: Context,
  options: Options,
  disk: DiskFleet,
  orHead = false,
): DiskBase | { problem: Diagnostic } {
  const named = typeof options.base === 'string' ? options.base : undefined;
  if (named === 'none' || (named === undefined && options.karpenter !== undefined)) return {};
  try {
    const { top, prefix, gitFolder, commits } = repositoryOf(openGit(context.root, context));
    const git = openGit(top, context);
    const { sources, spec } = disk.fleet;
    const patterns = [...sources.files, ...(spec.workloads ?? []), ...(spec.checks?.rules ?? [])];
    const files = { file: FLEET_FILE, patterns };
    // The base most likely has a file as it is on disk.
    const blobs = openBlobs(git, commits.get('HEAD'));
    blobs.know(sources.files.flatMap((file) => sources.textOf(file) ?? []));
    const base = openBase({ git, gitFolder, folder: prefix, files, blobs }, context, {
      base: named,
      orHead,
      commits,
    });
    if (!base) return hasUpstream(commits) && isShallow(git) ? { unread: withoutForkPoint(git) } : {};
    if ('problem' in base) return base;
    const current = currentFiles(context.root, disk, blobs);
    return { base, ...(disk.isInSync && { current }) };
  } catch (error) {
    if (named !== undefined || !isGitError(error)) throw error;
    return isWithoutGit(error) ? {} : { unread: unread(error.message, error.help) };
  }
}

/** The warning for a base that no one named and that cannot be read. */
function unread(reason: string, help: string): Diagnostic {
  return {
    code: 'base-unreadable',
    severity: 'warning',
    message: `updates are not checked: ${reason}`,
    help,
  };
}

function withoutForkPoint(git: Git): Diagnostic {
  const { message, help = '' } = noForkPoint(git);
  return unread(message, help);
}

/** Git's names of the fleet's files and of its tree, as the disk has them where that is in sync. */
function currentFiles(root: string, { fleet, tree }: DiskFleet, blobs: Blobs): Map<string, string> {
  const host = diskHost(root);
  const texts = new Map(tree.files);
  for (const file of fleet.sources.files) texts.set(file, host.readFile(file) ?? '');
  const names = blobs.know(texts.values());
  return new Map([...texts.keys()].map((path, i) => [path, names[i] ?? '']));
}
