import { commitOf } from './base.ts';
import type { Git } from './runner.ts';

/**
 * The folders of a revision that hold a fleet's file, empty or ending in `/`; empty where there is no such revision.
 * @param file its name, as `fleet.yaml`
 */
export function fleetFolders(git: Git, revision: string, file: string): string[] {
  const commit = commitOf(git, revision);
  if (commit === undefined) return [];
  const paths = git
    .read(['ls-tree', '-r', '-z', '--name-only', '--full-tree', commit])
    .toString()
    .split('\0');
  return paths
    .filter((path) => path === file || path.endsWith(`/${file}`))
    .map((path) => path.slice(0, path.length - file.length));
}
