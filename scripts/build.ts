// npm run build: bundles what a user runs, so that it starts fast. Types are made by `npm run build:types`.
import { createHash } from 'node:crypto';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import { type BuildOptions, build, type Plugin, transform } from 'esbuild';
import { WRAPPER } from '../generator/command/program.ts';
import { AJV_OPTIONS } from '../generator/load/fleet-validator.ts';
import schema from '../schemas/fleet.schema.json' with { type: 'json' };
import { writeCode } from './build-code.ts';
import { lazyModules } from './build-lazy.ts';

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

/** What starts a process is CommonJS: Node's loader of ES modules takes a sixth of what an empty process does. */
const cjs: BuildOptions = {
  ...shared,
  format: 'cjs',
  define: { 'import.meta.url': 'moduleUrl' },
};

/** The file of the program that tells what is wrong with a fleet. */
const VALIDATOR = 'fleet-validator.cjs';

/** A third of a megabyte of code that is read only when something is wrong. */
const validatorBeside: Plugin = {
  name: 'validator-beside',
  setup(building) {
    building.onResolve({ filter: /\/fleet-validator\.ts$/ }, () => ({
      path: 'fleet-validator',
      namespace: 'beside',
    }));
    building.onLoad({ filter: /.*/, namespace: 'beside' }, () => ({
      contents: `export const fleetErrors = (value) => require('./${VALIDATOR}').fleetErrors(value);`,
    }));
    building.onResolve({ filter: /^\.\/fleet-validator\.cjs$/ }, ({ path }) => ({ path, external: true }));
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
        contents: `${code}\nexport const fleetErrors = (value) => (validate(value) ? [] : (validate.errors ?? []));\n`,
        loader: 'js',
        resolveDir: root,
      };
    });
  },
};

/** The fleet's schema as what is quickest to load: JSON text, without what only editors read. */
const fleetSchemaAsText: Plugin = {
  name: 'fleet-schema-as-text',
  setup(building) {
    building.onLoad({ filter: /[/\\]fleet\.schema\.json$/ }, () => ({
      contents: `export default JSON.parse(${JSON.stringify(JSON.stringify(withoutText(schema)))});`,
      loader: 'js',
    }));
  },
};

/**
 * fdir looks for picomatch in `node_modules` when it starts, for a method that tinyglobby, which brings its own, does not call. It finds
 * nothing here; if that threw, V8 would compile the whole bundle again to tell the place.
 */
const withoutRequire: Plugin = {
  name: 'without-require',
  setup(building) {
    building.onLoad({ filter: /node_modules[/\\]fdir[/\\]dist[/\\]index\.mjs$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace(
        'createRequire(import.meta.url)',
        'Object.assign(() => undefined, { resolve: () => undefined })',
      ),
      loader: 'js',
    }));
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

/** Where `dist/program/` is made, which it becomes when all of it is there. */
const PROGRAM = 'dist/program.new';

/** The program's first file, which knows what the commands are, and the one that has their code. */
const MAIN = 'main.cjs';
const COMMANDS = 'commands.cjs';

/** Lets `cli.ts` load `main.ts` from the program, with the code that V8 made of it. */
const mainFromProgram: Plugin = {
  name: 'main-from-program',
  setup(building) {
    building.onLoad({ filter: /generator[/\\]command[/\\]main\.ts$/ }, ({ path }) => ({
      contents: `import { openProgram } from './program.ts';
        export const { main } = openProgram(__dirname + '/program', require).load('${MAIN}');`,
      loader: 'js',
      resolveDir: dirname(path),
    }));
  },
};

/** The modules of the commands, by name. */
const commands = new Map<string, string>();

/** Takes what `table.ts` and `gate.ts` import when they need it from the commands' file. */
const commandsFromFile: Plugin = {
  name: 'commands-from-file',
  setup(building) {
    building.onResolve({ filter: /^\.\.?\// }, ({ kind, importer, resolveDir, path }) => {
      if (path === `./${COMMANDS}`) return { path, external: true };
      const light = /generator[/\\]command[/\\](table|gate)\.ts$/.test(importer);
      if (kind !== 'dynamic-import' || !light || path === './gate.ts') return undefined;
      const file = resolve(resolveDir, path);
      commands.set(basename(file, '.ts'), file);
      return { path: file, namespace: 'command' };
    });
    building.onLoad({ filter: /.*/, namespace: 'command' }, ({ path }) => ({
      contents: `module.exports = require('./${COMMANDS}')['${basename(path, '.ts')}'];`,
      loader: 'js',
    }));
  },
};

/** What commands import when they need it, and what a recalled answer spares them. */
const LATER = ['inspect', 'base', 'rendered', 'retarget', 'server', 'validate-paths', '../report/pages'].map(
  (name) => join(root, 'generator/command', `${name}.ts`),
);

/** Makes one module of it, since each file costs. */
const laterAsOne: Plugin = {
  name: 'later-as-one',
  setup(building) {
    building.onResolve({ filter: /^\.\.?\// }, ({ kind, resolveDir, path }) =>
      kind === 'dynamic-import' && LATER.includes(resolve(resolveDir, path))
        ? { path: 'later', namespace: 'later' }
        : undefined,
    );
    building.onLoad({ filter: /.*/, namespace: 'later' }, () => ({
      contents: LATER.map((file) => `export * from '${file}';`).join('\n'),
      resolveDir: root,
    }));
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
    if (/\.c?js$/.test(file) && !made.has(file)) rmSync(join(root, options.outdir, file));
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

/** Makes a file of the program that is read only when it is asked for. */
async function buildBeside(file: string, contents: string): Promise<void> {
  const { outputFiles } = await build({
    ...shared,
    format: 'cjs',
    stdin: { contents, resolveDir: root },
    outfile: join(PROGRAM, file),
    plugins: [compiledFleetSchema],
    write: false,
  });
  for (const { path, text } of outputFiles) writeProgram(path, text);
}

/** The commands are one file, what they need later another; what these share is a chunk, which esbuild makes of ES modules only. */
async function buildProgram(): Promise<void> {
  const { outputFiles } = await build({
    ...shared,
    format: 'esm',
    splitting: true,
    stdin: {
      contents: Array.from(commands, ([name, file]) => `export * as '${name}' from '${file}';`).join('\n'),
      resolveDir: root,
      sourcefile: 'commands.js',
    },
    outdir: PROGRAM,
    define: { 'import.meta.url': 'moduleUrl' },
    plugins: [
      validatorBeside,
      fleetSchemaAsText,
      withoutRequire,
      laterAsOne,
      clientBeside,
      lazyModules(root),
    ],
    write: false,
  });
  for (const { path, text } of outputFiles) {
    const { code } = await transform(text, {
      format: 'cjs',
      platform: 'node',
      supported: { 'dynamic-import': false },
      minifyWhitespace: true,
    });
    const commonJs = code.replace(/(?<=require\("\.\/[\w-]+)\.js(?="\))/g, '.cjs');
    writeProgram(path.replace(/stdin\.js$/, COMMANDS).replace(/\.js$/, '.cjs'), commonJs);
  }
}

async function buildMain(): Promise<void> {
  const { outputFiles } = await build({
    ...cjs,
    entryPoints: ['generator/command/main.ts'],
    outfile: join(PROGRAM, MAIN),
    plugins: [commandsFromFile, lazyModules(root)],
    write: false,
  });
  for (const { path, text } of outputFiles) writeProgram(path, text);
}

/** Writes what tells this program, and the schemas it brings, from others. */
function writeId(): void {
  const id = createHash('sha256');
  for (const folder of [PROGRAM, 'schemas']) {
    for (const file of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).sort())
      if (/\.(cjs|json)$/.test(file)) id.update(readFileSync(join(root, folder, file)));
  }
  writeFileSync(join(root, PROGRAM, 'id'), id.digest('hex'));
}

/**
 * Writes a file of the program. esbuild leaves what is not ASCII in regular expressions; without it V8 keeps the text in half the memory.
 */
function writeProgram(path: string, code: string): void {
  const escaped = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  const isAskedFor = /\bmoduleUrl\b/.test(code);
  const url = "const moduleUrl = require('node:url').pathToFileURL(__filename).href;";
  const text = code.replace(/[^\0-\x7f]/g, escaped);
  writeFileSync(path, WRAPPER.join(isAskedFor ? `${url}\n${text}` : text));
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
rmSync(join(root, PROGRAM), { recursive: true, force: true });
mkdirSync(join(root, PROGRAM));
await buildMain();
await buildProgram();
await buildBeside(
  CLIENT,
  "export { KubeConfig, KubernetesObjectApi, PatchStrategy } from '@kubernetes/client-node';",
);
await buildBeside(VALIDATOR, "export { fleetErrors } from './generator/load/fleet-validator.ts';");
writeId();
await writeCode(join(root, PROGRAM), MAIN, root);
rmSync(join(root, 'dist/program'), { recursive: true, force: true });
renameSync(join(root, PROGRAM), join(root, 'dist/program'));
await build({
  ...cjs,
  entryPoints: ['generator/cli.ts'],
  outfile: 'dist/cli.cjs',
  plugins: [mainFromProgram],
});

// The package runs in browsers too, and so goes without the banner for Node.
await bundle({
  ...esm,
  banner: {},
  entryPoints: ['cli.ts', 'index.ts', 'node.ts'].map((file) => `packages/kustomize-ts-core/src/${file}`),
  outdir: 'packages/kustomize-ts-core/dist',
});
