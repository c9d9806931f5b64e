// npm run build: bundles what a user runs, so that it starts fast. Types are made by `npm run build:types`.
import { readdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { AJV_OPTIONS } from '../generator/load/fleet-validator.ts';
import schema from '../schemas/fleet.schema.json' with { type: 'json' };

const root = fileURLToPath(new URL('..', import.meta.url));

const shared: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  splitting: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  conditions: ['development'],
  logLevel: 'warning',
  // Less to read at every start; names stay, for stack traces.
  minifyWhitespace: true,
  minifySyntax: true,
  // Bundled CommonJS modules ask for Node's own modules with require, which ESM does not have.
  banner: {
    js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
  },
};

/** Puts compiled code in the place of the module that compiles the fleet's schema when it runs. */
const compiledFleetSchema: Plugin = {
  name: 'compiled-fleet-schema',
  setup(building) {
    building.onLoad({ filter: /generator[/\\]load[/\\]fleet-validator\.ts$/ }, () => {
      const ajv = new Ajv({ ...AJV_OPTIONS, inlineRefs: false, code: { source: true, esm: true } });
      const code = standalone.default(ajv, ajv.compile(withoutText(schema)));
      return {
        contents: `${code}\nexport const fleetValidator = () => validate;\n`,
        loader: 'js',
        resolveDir: root,
      };
    });
  },
};

/** A schema without what only editors read. */
function withoutText<T>(value: T): T {
  if (Array.isArray(value)) return value.map(withoutText) as T;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(
    ([key, item]) => !(key === 'description' && typeof item === 'string'),
  );
  return Object.fromEntries(entries.map(([key, item]) => [key, withoutText(item)])) as T;
}

/** Bundles into a folder, and removes what earlier builds left there. */
async function bundle(options: BuildOptions & { outdir: string }): Promise<void> {
  const { metafile } = await build({ ...shared, ...options, metafile: true });
  const made = new Set(Object.keys(metafile.outputs).map((path) => basename(path)));
  for (const file of readdirSync(join(root, options.outdir))) {
    if (file.endsWith('.js') && !made.has(file)) rmSync(join(root, options.outdir, file));
  }
}

await bundle({
  entryPoints: ['generator/cli.ts', 'generator/index.ts'],
  outdir: 'dist',
  plugins: [compiledFleetSchema],
});

// The package runs in browsers too, and so goes without the banner for Node.
await bundle({
  banner: {},
  entryPoints: ['cli.ts', 'index.ts', 'node.ts'].map((file) => `packages/kustomize-ts-core/src/${file}`),
  outdir: 'packages/kustomize-ts-core/dist',
});
