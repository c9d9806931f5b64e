import { existsSync, readdirSync, rmSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import type { BuildOptions } from 'esbuild';
import { build } from './esbuild.ts';
import { root } from './options.ts';

/**
 * Bundles, and removes the scripts that earlier builds left.
 * @param folder the one that is this bundle's alone, relative to where it is built
 */
export async function bundle(folder: string, options: BuildOptions): Promise<void> {
  const { metafile } = await build(options);
  const made = new Set(Object.keys(metafile.outputs).map((path) => basename(path)));
  const path = resolve(options.absWorkingDir ?? root, folder);
  if (!existsSync(path)) return;
  for (const file of readdirSync(path))
    if (/\.c?js$/.test(file) && !made.has(file)) rmSync(resolve(path, file));
}
