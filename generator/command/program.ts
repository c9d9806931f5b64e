import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { constants, Script } from 'node:vm';

/** What `dist/program.cjs` exports: the modules of the commands by their path, each made when it is first read. */
export type Program = Readonly<Record<string, object>>;

/**
 * Runs a CommonJS bundle, with the code that V8 compiled for it before where that is at hand and from the same V8: more than a third of
 * what a short command takes is compiling.
 * @param codeFile what an earlier `script.createCachedData()` gave
 */
export function loadProgram(file: string, codeFile: string): { program: Program; script: Script } {
  const source = `(function (exports, require, module, __filename, __dirname) {${readFileSync(file, 'utf8')}\n})`;
  const cachedData = readCode(codeFile);
  const script = new Script(source, {
    filename: file,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    ...(cachedData ? { cachedData } : {}),
  });
  const module: { exports: Program } = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(file), module, file, dirname(file));
  return { program: module.exports, script };
}

let loaded: Program | undefined;

/** The commands' modules of the bundle that lies beside this one in `dist/`. */
export function program(): Program {
  const folder = dirname(fileURLToPath(import.meta.url));
  loaded ??= loadProgram(join(folder, 'program.cjs'), join(folder, 'program.code')).program;
  return loaded;
}

function readCode(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined; // compiled anew, then
  }
}
