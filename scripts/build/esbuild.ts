import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { type BuildOptions, type BuildResult, build as esbuild, type Metafile } from 'esbuild';
import { root } from './options.ts';

/** By the package's folder: the folders of the npm packages whose code its bundles hold. */
const bundled = new Map<string, Set<string>>();
const DEPENDENCY = /(?:^|\/)(node_modules\/.*node_modules\/|node_modules\/)((?:@[^/]+\/)?[^/]+)\//;

/** Bundles as esbuild does, and notes whose code the bundle holds for {@link writeBundled}: every bundle that is published is made by this. */
export async function build(options: BuildOptions): Promise<BuildResult & { metafile: Metafile }> {
  const result = await esbuild({ ...options, metafile: true });
  const outdir = resolve(options.absWorkingDir ?? root, options.outdir ?? '.');
  const owner = /^packages[/\\][^/\\]+/.exec(relative(root, outdir))?.[0] ?? '.';
  const folders = bundled.get(owner) ?? new Set();
  bundled.set(owner, folders);
  for (const { inputs } of Object.values(result.metafile.outputs))
    for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
      const [, parents = '', name] = DEPENDENCY.exec(path) ?? [];
      if (name !== undefined && bytesInOutput > 0) folders.add(`${parents}${name}`);
    }
  return result;
}

/** Writes which npm packages each package holds that this process bundled. */
export function writeBundled(): void {
  for (const [owner, folders] of bundled) {
    const file = bundledFile(owner);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, `${JSON.stringify([...folders].sort(), null, 2)}\n`);
  }
}

/** The file that {@link writeBundled} writes: an array of folders, relative to the repository. */
export function bundledFile(owner: string): string {
  return join(root, '.cache/bundled', `${owner.replace(/\W/g, '-')}.json`);
}
