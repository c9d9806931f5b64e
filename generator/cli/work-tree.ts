import { diskHost } from '../load/disk.ts';

/** Reads files of the work tree, as a guess at what is staged; if they cannot be read, git is used instead. */
export function workTreeReader(root: string): (path: string) => string | undefined {
  const { readFile } = diskHost(root);
  return (path) => {
    try {
      return readFile(path);
    } catch {
      return undefined;
    }
  };
}
