import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { commonJs, root } from './options.ts';
import { writeProgramId } from './program-id.ts';

/** Bundles the command line: `dist/cli.cjs`, which has the help, and `dist/cli/commands.cjs`, which it loads to run a command. */
export async function buildProgram(options: BuildOptions): Promise<void> {
  for (const path of ['dist/cli', 'dist/cli.js']) rmSync(join(root, path), { recursive: true, force: true });
  const entries = { cli: 'generator/cli/bin.ts', 'cli/commands': 'generator/cli/run-command.ts' };
  const outExtension = { '.js': '.cjs' };
  await build({ ...commonJs, ...options, entryPoints: entries, outdir: 'dist', outExtension });
  for (const name of Object.keys(entries)) writeAsAscii(join(root, 'dist', `${name}.cjs`));
  writeProgramId('dist/cli');
}

/** V8 keeps a text in ASCII in half the memory, and takes it as it is read. esbuild escapes all but regular expressions. */
function writeAsAscii(file: string): void {
  const escaped = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  writeFileSync(file, readFileSync(file, 'utf8').replace(/[^\0-\x7f]/g, escaped));
}
