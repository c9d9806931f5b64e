// The unified diff is not here: `diff.ts` loads a library that only a dry run needs.
export { type Comparison, type Conflict, compareTree, type Divergence } from './compare.ts';
export { type Disk, openDisk } from './disk.ts';
export { WriteError, type WriteErrorCode } from './error.ts';
export type { TreeReader } from './reader.ts';
export { compareOnDisk, type WriteOptions, type WriteResult, writeTree } from './write.ts';
