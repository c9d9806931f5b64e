import { commitOf } from './base.ts';
import type { Git } from './runner.ts';
import { splitNul } from './split-nul.ts';

/**
 * The folders of a revision that hold a fleet's file, empty or ending in `/`; empty where there is no such revision.
 * @param file its name, such as `fleet.yaml`
 */
export function fleetFolders(git: Git, revision: string, file: string): string[] {
  const commit = commitOf(git, revision);
  if (commit === undefined) return [];
  return splitNul(git.read(['ls-tree', '-r', '-z', '--name-only', '--full-tree', commit]))
    .filter((path) => path === file || path.endsWith(`/${file}`))
    .map((path) => path.slice(0, path.length - file.length));
}
