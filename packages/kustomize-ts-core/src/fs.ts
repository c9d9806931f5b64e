/**
 * What a build reads from: memory, a disk, a git tree. Paths are absolute, `/`-separated and clean
 * (no `.`, `..` or doubled `/`). Synchronous, since a build is pure computation between reads.
 */
export interface FileSystem {
  /** Absolute path of the directory that a relative target of a build is looked for in; `/` by default. */
  readonly workingDirectory?: string;
  /** Text of a file, or `undefined` when it is missing. Throws only when reading itself fails. */
  readFile(path: string): string | undefined;
  /** Bytes of a file, for generators that carry binary data. */
  readBytes(path: string): Uint8Array | undefined;
  /** What is at the path, symbolic links followed. */
  kind(path: string): 'file' | 'directory' | undefined;
  /** The path with symbolic links resolved, or `undefined` when nothing is there. */
  realPath(path: string): string | undefined;
}
