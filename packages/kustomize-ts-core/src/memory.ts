import type { FileSystem } from './fs.ts';
import { cleanPath, parentPath } from './path.ts';

/**
 * A file system in memory, for browsers, tests and trees that are not on a disk yet.
 *
 * @param files path -> content; relative paths are taken from `/`. Directories exist as parents of
 * files; there are no symbolic links.
 */
export function memoryFileSystem(files: Readonly<Record<string, string | Uint8Array>>): FileSystem {
  const contents = new Map<string, string | Uint8Array>();
  const directories = new Set(['/']);
  for (const [path, content] of Object.entries(files)) {
    const clean = cleanPath(path);
    contents.set(clean, content);
    for (let dir = parentPath(clean); !directories.has(dir); dir = parentPath(dir)) directories.add(dir);
  }
  return {
    readFile(path) {
      const content = contents.get(path);
      return content instanceof Uint8Array ? new TextDecoder().decode(content) : content;
    },
    readBytes(path) {
      const content = contents.get(path);
      return typeof content === 'string' ? new TextEncoder().encode(content) : content;
    },
    kind(path) {
      if (contents.has(path)) return 'file';
      return directories.has(path) ? 'directory' : undefined;
    },
    realPath(path) {
      return contents.has(path) || directories.has(path) ? path : undefined;
    },
  };
}
