import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Git } from '../git/runner.ts';
import { splitNul } from '../git/split-nul.ts';
import type { Fleet } from '../load/index.ts';
import { namedFiles } from '../load/paths.ts';
import { filesOnDisk, pathsMatching } from '../load/patterns.ts';

/**
 * The files that a fleet is declared in, which a commit of its tree has to hold: the fleet's file, what it includes, and the workloads and
 * rules it names; also those of them that were deleted since the last commit.
 * @param git in the fleet's folder
 * @param include the patterns of `include`
 */
export function sourceFiles(git: Git, root: string, fleet: Fleet, include: readonly string[]): string[] {
  const patterns = namedFiles(fleet.spec);
  const named = withoutIgnored(git, patterns.length > 0 ? filesOnDisk(root, patterns) : []);
  const gone = trackedFiles(git).filter((path) => !existsSync(join(root, path)));
  return [
    ...new Set([...fleet.sources.files, ...named, ...pathsMatching(gone, [...include, ...patterns])]),
  ].sort();
}

/** The files of the last commit and of the index below git's folder. */
function trackedFiles(git: Git): string[] {
  const committed = git.inquire(['ls-tree', '-r', '-z', '--name-only', 'HEAD']).stdout.split('\0');
  return [...new Set([...committed, ...splitNul(git.read(['ls-files', '-z']))])].filter(Boolean);
}

/** A file that git ignores is this machine's alone, and changes nothing that is generated. */
function withoutIgnored(git: Git, paths: readonly string[]): string[] {
  if (paths.length === 0) return [];
  const { stdout } = git.inquire(['check-ignore', '-z', '--stdin'], `${paths.join('\0')}\0`);
  const ignored = new Set(stdout.split('\0'));
  return paths.filter((path) => !ignored.has(path));
}
