import type { SourceHost } from './sources/host.ts';

/**
 * A host that counts the files that were found and read.
 * @param onFile is called before the first time that each is read, until `end` is called
 */
export function countReads(
  host: SourceHost,
  onFile: (done: number, total: number) => void,
): { host: SourceHost; end(): void } {
  const found = new Set<string>();
  const read = new Set<string>();
  let hasEnded = false;
  return {
    host: {
      ...host,
      find: (paths) => {
        const files = host.find(paths);
        for (const path of [...files.named, ...files.found]) found.add(path);
        return files;
      },
      read: (path) => {
        if (!hasEnded && found.has(path) && !read.has(path)) onFile(read.add(path).size, found.size);
        return host.read(path);
      },
    },
    end: () => {
      hasEnded = true;
    },
  };
}
