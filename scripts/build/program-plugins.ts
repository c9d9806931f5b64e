import { readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { Plugin } from 'esbuild';
import { root } from './options.ts';

/** The program's first file, which knows what the commands are, and the one that has their code. */
export const MAIN = 'main.cjs';
export const COMMANDS = 'commands.cjs';

/** The file of the program that tells what is wrong with a fleet. */
export const VALIDATOR = 'fleet-validator.cjs';

/** A third of a megabyte of code that is read only when something is wrong. */
export const validatorBeside: Plugin = {
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

/** Kubernetes's client as one file that is read only when it is asked for; code from V8's cache cannot import ES modules. */
export const CLIENT = 'kubernetes-client.cjs';

export const clientBeside: Plugin = {
  name: 'client-beside',
  setup(building) {
    building.onResolve({ filter: /^@kubernetes\/client-node$/ }, () => ({
      path: `./${CLIENT}`,
      external: true,
    }));
  },
};

/** Lets `cli.ts` load `main.ts` from the program, with the code that V8 made of it. */
export const mainFromProgram: Plugin = {
  name: 'main-from-program',
  setup(building) {
    building.onLoad({ filter: /generator[/\\]cli[/\\]main\.ts$/ }, ({ path }) => ({
      contents: `import { openProgram } from './program.ts';
        export const { main } = openProgram(__dirname + '/program', require).load('${MAIN}');`,
      loader: 'js',
      resolveDir: dirname(path),
    }));
  },
};

/** The modules of the commands, by name. */
export const commands = new Map<string, string>();

/** Takes what `table.ts` and `gate.ts` import when they need it from the commands' file. */
export const commandsFromFile: Plugin = {
  name: 'commands-from-file',
  setup(building) {
    building.onResolve({ filter: /^\.\.?\// }, ({ kind, importer, resolveDir, path }) => {
      if (path === `./${COMMANDS}`) return { path, external: true };
      const light = /generator[/\\]cli[/\\](commands|gate)\.ts$/.test(importer);
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
const LATER = [
  'inspect',
  'base',
  'rendered',
  'retarget',
  '../external/server/client',
  'validate-paths',
  '../report/pages',
].map((name) => join(root, 'generator/cli', `${name}.ts`));

/** Makes one module of it, since each file costs. */
export const laterAsOne: Plugin = {
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

/**
 * fdir looks for picomatch in `node_modules` when it starts, for a method that tinyglobby, which brings its own, does not call. It finds
 * nothing here; if that threw, V8 would compile the whole bundle again to tell the place.
 */
export const withoutRequire: Plugin = {
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
