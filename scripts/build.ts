// npm run build: bundles what a user runs, so that it starts fast. Types are made by `npm run build:types`.
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { bundle } from './build/bundle.ts';
import { compiledFleetSchema } from './build/fleet-schema.ts';
import { esm, root } from './build/options.ts';
import { writeProgramId } from './build/program-id.ts';

const poolwright: BuildOptions = {
  ...esm,
  outdir: 'dist',
  external: ['@kubernetes/client-node', 'kubeconform-wasm'],
  plugins: [compiledFleetSchema],
};
await bundle('dist/cli', {
  ...poolwright,
  entryPoints: { cli: 'generator/cli/bin.ts' },
  chunkNames: 'cli/[name]-[hash]',
});
writeProgramId('dist/cli');
await build({ ...poolwright, entryPoints: ['generator/index.ts'], splitting: false });

// The packages run in browsers too, and so go without the banner for Node.
const packages: Readonly<Record<string, BuildOptions>> = {
  'kustomize-ts-core': { entryPoints: ['cli.ts', 'index.ts', 'node.ts'] },
  'go-regexp': { entryPoints: ['index.ts'] },
  'crd-validator': { entryPoints: ['index.ts', 'go.ts'], external: ['@marcbachmann/cel-js'] },
};
for (const [name, options] of Object.entries(packages)) {
  await bundle('../dist', {
    ...esm,
    banner: {},
    ...options,
    absWorkingDir: join(root, 'packages', name, 'src'),
    outdir: join(root, 'packages', name, 'dist'),
  });
}
