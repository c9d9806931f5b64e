import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, transform } from 'esbuild';
import { WRAPPER } from '../../generator/cli/program.ts';
import { writeCode } from './code.ts';
import { compiledFleetSchema, fleetSchemaAsText } from './fleet-schema.ts';
import { lazyModules } from './lazy.ts';
import { cjs, root, shared } from './options.ts';
import {
  CLIENT,
  COMMANDS,
  clientBeside,
  commands,
  commandsFromFile,
  laterAsOne,
  MAIN,
  VALIDATOR,
  validatorBeside,
  withoutRequire,
} from './program-plugins.ts';

/** Where `dist/program/` is made, which it becomes when all of it is there. */
const PROGRAM = 'dist/program.new';

/** Makes `dist/program/`, which `cli.cjs` starts. */
export async function buildProgram(): Promise<void> {
  rmSync(join(root, PROGRAM), { recursive: true, force: true });
  mkdirSync(join(root, PROGRAM));
  await buildMain();
  await buildCommands();
  await buildBeside(
    CLIENT,
    "export { KubeConfig, KubernetesObjectApi, PatchStrategy } from '@kubernetes/client-node';",
  );
  await buildBeside(VALIDATOR, "export { fleetErrors } from './generator/load/fleet-validator.ts';");
  writeId();
  await writeCode(join(root, PROGRAM), MAIN, root);
  rmSync(join(root, 'dist/program'), { recursive: true, force: true });
  renameSync(join(root, PROGRAM), join(root, 'dist/program'));
}

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
async function buildCommands(): Promise<void> {
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
    entryPoints: ['generator/cli/main.ts'],
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
