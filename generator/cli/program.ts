import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';

/** The CommonJS files of `dist/program/`, each run when it is first asked for. */
export interface Program {
  /** What a file exports, by its name in the folder. */
  load(name: string): object;
  /** What was run so far, by name. */
  scripts: ReadonlyMap<string, Script>;
}

/** What stands around a CommonJS module in a file of the program, so that its text need not be put together at every start. */
export const WRAPPER = ['(function (exports, require, module, __filename, __dirname) {', '\n})'] as const;

/**
 * Opens a folder of CommonJS files of nothing but ASCII, each in a `WRAPPER`. A file is run with the code that V8 compiled for it before, where that is at hand
 * and from the same V8: more than a third of what a short command takes is compiling.
 * @param requireOther loads what lies elsewhere, such as Node's own modules
 */
export function openProgram(folder: string, requireOther: NodeJS.Require): Program {
  const scripts = new Map<string, Script>();
  const modules = new Map<string, { exports: object }>();
  const load = (name: string): object => {
    const known = modules.get(name);
    if (known) return known.exports;
    const file = join(folder, name);
    const cachedData = readCode(codeFileOf(file));
    const script = new Script(readFileSync(file, 'latin1'), {
      // Compiled code keeps the name that it was made with, which is before its folder has its own.
      filename: `poolwright/${name}`,
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
  return `${file.slice(0, -'.cjs'.length)}.code`;
}

function readCode(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined; // compiled anew, then
  }
}
