import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BuildOptions, Plugin } from 'esbuild';
import { build } from './esbuild.ts';
import { commonJs, root } from './options.ts';
import { writeProgramId } from './program-id.ts';

/**
 * Bundles the command line: `dist/cli.cjs`, which has the help, and what it loads to run a command: `dist/cli/commands.cjs`, or
 * `dist/cli/gate.cjs`, which loads the former in turn for a change that affects a fleet.
 */
export async function buildProgram(options: BuildOptions): Promise<void> {
  for (const path of ['dist/cli', 'dist/cli.js']) rmSync(join(root, path), { recursive: true, force: true });
  const shared: BuildOptions = { ...commonJs, ...options, outdir: 'dist', outExtension: { '.js': '.cjs' } };
  const entries = { cli: 'generator/cli/bin.ts', 'cli/commands': 'generator/cli/programs/commands.ts' };
  const gate = { 'cli/gate': 'generator/cli/programs/gate.ts' };
  await build({ ...shared, entryPoints: entries });
  await build({
    ...shared,
    entryPoints: gate,
    plugins: [...(options.plugins ?? []), checkFromCommands],
    // That file is loaded by require, and so with the code that V8 compiled before.
    supported: { 'dynamic-import': false },
  });
  for (const name of Object.keys({ ...entries, ...gate })) writeAsAscii(join(root, 'dist', `${name}.cjs`));
  writeProgramId('dist/cli');
}

/** Takes the check of a fleet from `commands.cjs`. */
const checkFromCommands: Plugin = {
  name: 'check-from-commands',
  setup(building) {
    building.onResolve({ filter: /\/gate-fleet\.ts$/ }, () => ({ path: './commands.cjs', external: true }));
  },
};

/** V8 keeps a text in ASCII in half the memory, and takes it as it is read. esbuild escapes all but regular expressions. */
function writeAsAscii(file: string): void {
  const escaped = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  writeFileSync(file, readFileSync(file, 'utf8').replace(/[^\0-\x7f]/g, escaped));
}
