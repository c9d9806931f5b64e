// npm run build: bundles what a user runs, so that it starts fast. Types are made by `npm run build:types`.
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import type { BuildOptions } from 'esbuild';
import { bundle } from './build/bundle.ts';
import { buildCommonJs } from './build/common-js.ts';
import { build, writeBundled } from './build/esbuild.ts';
import { compiledFleetSchema } from './build/fleet-schema.ts';
import { esm, root } from './build/options.ts';
import { buildProgram } from './build/program.ts';
import { buildReport } from './build/report.ts';
import { withoutOptional } from './build/without-optional.ts';

const poolwright: BuildOptions = {
  external: ['@kubernetes/client-node', 'kubeconform-wasm'],
  plugins: [compiledFleetSchema, withoutOptional],
};
// The program reads a part of it where a command needs it.
cpSync(join(root, 'packages/ec2-catalogue/data'), join(root, 'dist/ec2-catalogue/data'), { recursive: true });
await buildProgram(poolwright);
await buildReport();
const library: BuildOptions = { ...poolwright, entryPoints: ['generator/index.ts'] };
await build({ ...esm, ...library, outdir: 'dist', splitting: false });
await buildCommonJs('.', library);

// The packages run in browsers too, and so go without the banner for Node; not so the one that reads files.
const readsFiles = 'ec2-catalogue';
const packages: Readonly<Record<string, BuildOptions>> = {
  'kustomize-ts-core': { entryPoints: ['cli.ts', 'index.ts', 'node.ts'] },
  'go-regexp': { entryPoints: ['index.ts'] },
  'ec2-catalogue': { entryPoints: ['index.ts'] },
  'crd-validator': { entryPoints: ['index.ts', 'cel.ts', 'go.ts'] },
};
for (const [name, options] of Object.entries(packages)) {
  const absWorkingDir = join(root, 'packages', name, 'src');
  const outdir = join(root, 'packages', name, 'dist');
  await bundle('../dist', { ...esm, banner: {}, ...options, absWorkingDir, outdir });
  const anywhere = name === readsFiles ? {} : { banner: {}, define: {} };
  await buildCommonJs(join('packages', name), { ...options, ...anywhere, absWorkingDir });
}
writeBundled();
