import * as nodeModule from 'node:module';
import { join } from 'node:path';
import { cacheFolder, type Environment, makeOwnFolder, mayCache } from './folder.ts';

/** Absent from Node before 22.1, and from the types for Node 20. */
const { enableCompileCache: enable } = nodeModule as { enableCompileCache?: (folder: string) => unknown };

/**
 * Lets Node keep the code that it compiles of the program, in a folder that this user alone may write: who can write there decides what
 * Poolwright does. Node respects NODE_COMPILE_CACHE and NODE_DISABLE_COMPILE_CACHE.
 */
export function enableCompileCache(env: Environment): void {
  if (!enable || !mayCache(env)) return;
  const folder = join(cacheFolder(env), 'compiled');
  if (makeOwnFolder(folder)) enable(folder);
}
