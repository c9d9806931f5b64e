import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { constants, Script } from 'node:vm';

/** The CommonJS files of `dist/program/`, each run when it is first asked for. */
export interface Program {
  /** What a file exports, by its name in the folder. */
  load(name: string): object;
  /** What was run so far, by name. */
  scripts: ReadonlyMap<string, Script>;
}

/**
 * Opens a folder of CommonJS files of nothing but ASCII. A file is run with the code that V8 compiled for it before, where that is at hand
 * and from the same V8: more than a third of what a short command takes is compiling.
 */
export function openProgram(folder: string): Program {
  const scripts = new Map<string, Script>();
  const modules = new Map<string, { exports: object }>();
  const requireOther = createRequire(join(folder, 'index.cjs'));
  const load = (name: string): object => {
    const known = modules.get(name);
    if (known) return known.exports;
    const file = join(folder, name);
    const source = `(function (exports, require, module, __filename, __dirname) {${readFileSync(file, 'latin1')}\n})`;
    const cachedData = readCode(codeFileOf(file));
    const script = new Script(source, {
      filename: file,
      importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
      ...(cachedData ? { cachedData } : {}),
    });
    const module = { exports: {} };
    modules.set(name, module);
    scripts.set(name, script);
    script.runInThisContext()(module.exports, requireOne, module, file, folder);
    return module.exports;
  };
  const requireOne = (id: string): unknown => (id.startsWith('./') ? load(id.slice(2)) : requireOther(id));
  return { load, scripts };
}

/** Where the compiled code of a file is kept: what `script.createCachedData()` gave. */
export function codeFileOf(file: string): string {
  return file.replace(/\.cjs$/, '.code');
}

function readCode(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined; // compiled anew, then
  }
}

let opened: Program | undefined;

/** The file that holds the modules of the commands, by their names. */
export const COMMANDS_FILE = 'commands.cjs';

/** What a command's module exports. */
export function program(name: string): object {
  opened ??= openProgram(programFolder());
  return (opened.load(COMMANDS_FILE) as Record<string, object>)[name] ?? {};
}

/** Identifies the program and the schemas it brings; undefined where it runs from its sources. */
export function programId(): string | undefined {
  try {
    return readFileSync(join(programFolder(), 'id'), 'latin1');
  } catch {
    return undefined;
  }
}

/** `program/` beside this file's bundle. */
function programFolder(): string {
  return join(dirname(fileURLToPath(import.meta.url)), 'program');
}
