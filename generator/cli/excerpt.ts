import { lstatSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { leavesRepository } from '../load/paths.ts';

/**
 * The text of a file that a report may quote; undefined for one outside of the root, for what is not a regular file, and behind a
 * symbolic link, which may lead to a secret that readers of the report must not see.
 * @param file relative to the root
 */
export function quotableText(root: string, file: string): string | undefined {
  if (leavesRepository(file)) return undefined;
  try {
    const path = join(realpathSync(root), file);
    return realpathSync(path) === path && lstatSync(path).isFile() ? readFileSync(path, 'utf8') : undefined;
  } catch {
    return undefined; // an excerpt is optional
  }
}

/** Whether a path is a symbolic link to a file; the name of a pipe, such as /dev/stdin, is a link that leads to no file. */
export function isLinkToFile(path: string): boolean {
  return (
    lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true &&
    statSync(path, { throwIfNoEntry: false })?.isFile() === true
  );
}
