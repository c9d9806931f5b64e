// npm run build: bundles what a user runs, so that it starts fast. Types are made by `npm run build:types`.
import { readdirSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { loadProgram } from '../generator/command/program.ts';
import type { Context, Run } from '../generator/command/run.ts';
import { AJV_OPTIONS } from '../generator/load/fleet-validator.ts';
import schema from '../schemas/fleet.schema.json' with { type: 'json' };
import { functionsOf, lazyModules } from './build-lazy.ts';

const root = realpathSync(fileURLToPath(new URL('..', import.meta.url)));

const shared: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20',
  conditions: ['development'],
  logLevel: 'warning',
  // Less to read at every start; names stay, for stack traces.
  minifyWhitespace: true,
  minifySyntax: true,
};

const esm: BuildOptions = {
  ...shared,
  format: 'esm',
  splitting: true,
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

/** The modules that go into `dist/program.cjs`: what the command line loads once it knows what to do. */
const heavy = new Map<string, string>();

/** Takes what `table.ts` and `gate.ts` import when they need it from `dist/program.cjs`. */
const heavyFromProgram: Plugin = {
  name: 'heavy-from-program',
  setup(building) {
    building.onResolve({ filter: /^\.\.?\// }, ({ kind, importer, resolveDir, path }) => {
      const light = /generator[/\\]command[/\\](table|gate)\.ts$/.test(importer);
      if (kind !== 'dynamic-import' || !light || path === './gate.ts') return undefined;
      const file = resolve(resolveDir, path);
      heavy.set(relative(root, file), file);
      return { path: relative(root, file), namespace: 'program' };
    });
    building.onLoad({ filter: /.*/, namespace: 'program' }, ({ path }) => {
      const names = functionsOf(join(root, path));
      const contents = `import { program } from './generator/command/program.ts';
        export const { ${names.join(', ')} } = program()[${JSON.stringify(path)}];`;
      return { contents, loader: 'js', resolveDir: root };
    });
  },
};

/** Bundles into a folder, and removes what earlier builds left there. */
async function bundle(
  options: BuildOptions & { outdir: string },
  kept: readonly string[] = [],
): Promise<void> {
  const { metafile } = await build({ ...options, metafile: true });
  const made = new Set([...Object.keys(metafile.outputs).map((path) => basename(path)), ...kept]);
  for (const file of readdirSync(join(root, options.outdir))) {
    if (/\.(c?js|code)$/.test(file) && !made.has(file)) rmSync(join(root, options.outdir, file));
  }
}

/** Kubernetes's client as one file that is read only when it is asked for; code from V8's cache cannot import ES modules. */
const CLIENT = 'kubernetes-client.cjs';

const clientBeside: Plugin = {
  name: 'client-beside',
  setup(building) {
    building.onResolve({ filter: /^@kubernetes\/client-node$/ }, () => ({
      path: `./${CLIENT}`,
      external: true,
    }));
  },
};

async function buildClient(): Promise<void> {
  const names = 'KubeConfig, KubernetesObjectApi, PatchStrategy';
  await build({
    ...shared,
    format: 'cjs',
    stdin: { contents: `export { ${names} } from '@kubernetes/client-node';`, resolveDir: root },
    outfile: `dist/${CLIENT}`,
  });
}

async function buildProgram(): Promise<void> {
  const getters = [...heavy].map(
    ([path, file]) => `get ${JSON.stringify(path)}() { return require(${JSON.stringify(file)}); }`,
  );
  await build({
    ...shared,
    format: 'cjs',
    stdin: { contents: `module.exports = { ${getters.join(', ')} };`, resolveDir: root },
    define: { 'import.meta.url': 'moduleUrl' },
    banner: { js: "const moduleUrl = require('node:url').pathToFileURL(__filename).href;" },
    outfile: 'dist/program.cjs',
    supported: { 'dynamic-import': false },
    plugins: [compiledFleetSchema, clientBeside, lazyModules(root)],
  });
  await writeCode(join(root, 'dist/program.cjs'), join(root, 'dist/program.code'));
}

/** Runs the commands that are run most over this repository, and keeps the code that V8 compiled for them. */
async function writeCode(file: string, codeFile: string): Promise<void> {
  rmSync(codeFile, { force: true });
  const { program, script } = loadProgram(file, codeFile);
  const context: Context = {
    root,
    cwd: root,
    env: {},
    today: '2026-01-01',
    color: false,
    stage: (_name, work) => work(),
    say: () => {},
    print: () => {},
    interruption: () => new AbortController().signal,
  };
  for (const [command, options] of [
    ['generate', { 'dry-run': true }],
    ['validate', { kubeconform: 'off' }],
  ] as const) {
    const { run } = program[`generator/command/${command}.ts`] as { run: Run };
    await run(context, options, []);
  }
  writeFileSync(`${codeFile}.new`, script.createCachedData());
  renameSync(`${codeFile}.new`, codeFile);
}

await bundle(
  {
    ...esm,
    entryPoints: ['generator/cli.ts', 'generator/index.ts'],
    outdir: 'dist',
    plugins: [compiledFleetSchema, heavyFromProgram, lazyModules(root)],
  },
  ['program.cjs', 'program.code', CLIENT],
);
await buildProgram();
await buildClient();

// The package runs in browsers too, and so goes without the banner for Node.
await bundle({
  ...esm,
  banner: {},
  entryPoints: ['cli.ts', 'index.ts', 'node.ts'].map((file) => `packages/kustomize-ts-core/src/${file}`),
  outdir: 'packages/kustomize-ts-core/dist',
});
