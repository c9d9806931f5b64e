import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { Script } from 'node:vm';
import { hashOf, openCacheFiles } from '../files.ts';
import type { Environment } from '../folder.ts';

/** A module, and a way to keep the code that V8 compiles of it. */
export interface Compiled {
  exports: object;
  /** Keeps what was compiled until now. `stages` names what this run did; a run that does nothing new keeps nothing. */
  keep(stages: readonly string[]): void;
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
  require: (name: string) => unknown,
  module: object,
  file: string,
  folder: string,
) => void;

const SUFFIX = '.code';
/** At that many files, of two megabytes each, the older half is removed. There is one for each use, program and Node. */
const MOST = 40;

/**
 * Loads a CommonJS module as `require` does, and those beside it that it loads in turn, with the code that V8 compiled of it in an earlier run.
 * The slow path is `require`, which compiles every function again.
 * @param file absolute path of a module whose text is ASCII, and which does not import dynamically
 */
export function requireCompiled(file: string, options: CompiledOptions): Compiled {
  const { program, use, env } = options;
  const require = createRequire(file);
  const files = program ? openCacheFiles(env, 'compiled') : undefined;
  if (!files) return { exports: require(file), keep: () => {} };
  const key = [
    program,
    process.version,
    process.arch,
    ...process.execArgv,
    env.NODE_OPTIONS,
    use,
    basename(file),
  ];
  const name = `${hashOf(JSON.stringify(key))}${SUFFIX}`;
  const kept = files.read(name);
  const cut = kept ? kept.indexOf('\n') + 1 : 0;
  const source = `(function (exports, require, module, __filename, __dirname) {${readFileSync(file, 'latin1')}\n})`;
  const script = new Script(source, { filename: file, ...(kept && { cachedData: kept.subarray(cut) }) });
  const module = { exports: {} };
  const parts: Compiled[] = [];
  const requireAny = (wanted: string): unknown => {
    if (!wanted.startsWith('./')) return require(wanted);
    const part = requireCompiled(join(dirname(file), wanted), options);
    parts.push(part);
    return part.exports;
  };
  (script.runInThisContext() as Wrapper)(module.exports, requireAny, module, file, dirname(file));
  // V8 refuses what another V8 compiled, or the same with other flags.
  const isKept = kept !== undefined && !script.cachedDataRejected;
  const known = new Set(isKept ? stagesOf(kept.subarray(0, cut)) : []);
  return {
    exports: module.exports,
    keep: (stages) => {
      for (const part of parts) part.keep(stages);
      if (isKept && stages.every((stage) => known.has(stage))) return;
      files.prune(SUFFIX, MOST);
      files.write(name, Buffer.concat([line([...known, ...stages]), script.createCachedData()]));
    },
  };
}

/** The stages as a line whose length is a multiple of eight, so that V8 takes what follows as it lies in memory. */
function line(stages: readonly string[]): Buffer {
  const text = JSON.stringify([...new Set(stages)]);
  return Buffer.from(`${text.padEnd(Math.ceil((text.length + 1) / 8) * 8 - 1)}\n`);
}

function stagesOf(content: Buffer): string[] {
  return JSON.parse(content.toString()) as string[];
}
