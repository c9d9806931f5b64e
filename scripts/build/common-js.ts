import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { BuildOptions } from 'esbuild';
import { build } from './esbuild.ts';
import { commonJs, root } from './options.ts';

/**
 * Bundles a library as CommonJS into `dist/cjs/`, whose own `package.json` makes it and its types CommonJS.
 * @param folder the package's, relative to the repository
 */
export async function buildCommonJs(folder: string, options: BuildOptions): Promise<void> {
  const outdir = resolve(root, folder, 'dist/cjs');
  await build({ ...commonJs, ...options, outdir });
  writeFileSync(join(outdir, 'package.json'), '{ "type": "commonjs" }\n');
}
