import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { Script } from 'node:vm';
import { hashOf, openCacheFiles } from '../files.ts';
import type { Environment } from '../folder.ts';

/** A module, and a way to keep the code that V8 compiles of it. */
export interface Compiled {
  exports: object;
  /** Keeps what was compiled until now. `parts` names what this run did; a run that does nothing new keeps nothing. */
  keep(parts: readonly string[]): void;
}

export interface CompiledOptions {
  /** Identifies the text of the file; without it nothing is kept. */
  program: string | undefined;
  /** What the module is used for: each use runs other functions of it. */
  use: string;
  env: Environment;
}

type Wrapper = (
  exports: object,
  require: NodeJS.Require,
  module: object,
  file: string,
  folder: string,
) => void;

const SUFFIX = '.code';
/** At that many files, of two megabytes each, the older half is removed. There is one for each use, program and Node. */
const MOST = 40;

/**
 * Loads a CommonJS module as `require` does, with the code that V8 compiled of it in an earlier run.
 * The slow path is `require`, which compiles every function again.
 * @param file absolute path of a module whose text is ASCII, and which does not import dynamically
 */
export function requireCompiled(file: string, { program, use, env }: CompiledOptions): Compiled {
  const require = createRequire(file);
  const files = program ? openCacheFiles(env, 'compiled') : undefined;
  if (!files) return { exports: require(file), keep: () => {} };
  const key = [program, process.version, process.arch, ...process.execArgv, env.NODE_OPTIONS, use];
  const name = `${hashOf(JSON.stringify(key))}${SUFFIX}`;
  const kept = files.read(name);
  const cut = kept ? kept.indexOf('\n') + 1 : 0;
  const source = `(function (exports, require, module, __filename, __dirname) {${readFileSync(file, 'latin1')}\n})`;
  const script = new Script(source, { filename: file, ...(kept && { cachedData: kept.subarray(cut) }) });
  const module = { exports: {} };
  (script.runInThisContext() as Wrapper)(module.exports, require, module, file, dirname(file));
  // V8 refuses what another V8 compiled, or the same with other flags.
  const isKept = kept !== undefined && !script.cachedDataRejected;
  const known = new Set(isKept ? partsOf(kept.subarray(0, cut)) : []);
  return {
    exports: module.exports,
    keep: (parts) => {
      if (isKept && parts.every((part) => known.has(part))) return;
      files.prune(SUFFIX, MOST);
      files.write(name, Buffer.concat([line([...known, ...parts]), script.createCachedData()]));
    },
  };
}

/** The parts as a line whose length is a multiple of eight, so that V8 takes what follows as it lies in memory. */
function line(parts: readonly string[]): Buffer {
  const text = JSON.stringify([...new Set(parts)]);
  return Buffer.from(`${text.padEnd(Math.ceil((text.length + 1) / 8) * 8 - 1)}\n`);
}

function partsOf(content: Buffer): string[] {
  return JSON.parse(content.toString()) as string[];
}
