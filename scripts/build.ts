// npm run build: bundles what a user runs, so that it starts fast. Types are made by `npm run build:types`.
import { readdirSync, rmSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { compiledFleetSchema, fleetSchemaAsText } from './build/fleet-schema.ts';
import { lazyModules } from './build/lazy.ts';
import { cjs, esm, root } from './build/options.ts';
import { buildProgram } from './build/program.ts';
import { mainFromProgram } from './build/program-plugins.ts';

/** Bundles into a folder, and removes what earlier builds left there. */
async function bundle(
  options: BuildOptions & { outdir: string },
  kept: readonly string[] = [],
): Promise<void> {
  const { metafile } = await build({ ...options, metafile: true });
  const made = new Set([...Object.keys(metafile.outputs).map((path) => basename(path)), ...kept]);
  for (const file of readdirSync(resolve(root, options.outdir))) {
    if (/\.c?js$/.test(file) && !made.has(file)) rmSync(resolve(root, options.outdir, file));
  }
}

await bundle(
  {
    ...esm,
    entryPoints: ['generator/index.ts'],
    outdir: 'dist',
    plugins: [compiledFleetSchema, fleetSchemaAsText, lazyModules(root)],
  },
  ['cli.cjs'],
);
await buildProgram();
await build({
  ...cjs,
  entryPoints: ['generator/cli/bin.ts'],
  outfile: 'dist/cli.cjs',
  plugins: [mainFromProgram],
});

// The packages run in browsers too, and so go without the banner for Node.
const packages: Readonly<Record<string, BuildOptions>> = {
  'kustomize-ts-core': { entryPoints: ['cli.ts', 'index.ts', 'node.ts'] },
  'go-regexp': { entryPoints: ['index.ts'] },
  'crd-validator': { entryPoints: ['index.ts', 'go.ts'], external: ['@marcbachmann/cel-js'] },
};
for (const [name, options] of Object.entries(packages)) {
  await bundle({
    ...esm,
    banner: {},
    ...options,
    absWorkingDir: join(root, 'packages', name, 'src'),
    outdir: join(root, 'packages', name, 'dist'),
  });
}
