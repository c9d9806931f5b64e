/** The kind of a path itself; a symbolic link is a `link`, whatever it points to. */
export type EntryKind = 'file' | 'folder' | 'link' | 'other';

export interface Entry {
  name: string;
  kind: EntryKind;
}

/** What comparing needs of a disk. Paths are relative to the repository's root and `/`-separated. */
export interface TreeReader {
  /** The kind of the path, links not followed; `undefined` when it does not exist. */
  kind(path: string): EntryKind | undefined;
  /** The entries of a folder, in any order. */
  list(folder: string): Entry[];
  /** The whole text of a file. */
  read(path: string): string;
  /** The first few hundred bytes of a file as text: enough for its header line. */
  readStart(path: string): string;
}
