import type { FileSystem } from '@kustomize-ts/core';
import type { FoundFiles } from '../../manifests/index.ts';

/** What sources are read with. */
export interface SourceHost {
  files: FileSystem;
  /** Absolute path of the folder that relative paths start at. */
  root: string;
  /** Absolute paths of folders that Flux's paths may start at, the likeliest first. */
  tops: readonly string[];
  nameOf(path: string): string;
  /** Looks at paths, and through the folders among them. */
  find(paths: readonly string[]): FoundFiles;
  /** All files of the repository below the last of `tops`, relative to it, in order. */
  repositoryFiles(): string[];
  /** The text of a file, or of standard input for `-`. */
  read(path: string): string;
}
