import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from '../../helpers.ts';
import { type Finished, type RunOptions, tryRun } from './run.ts';

const COPY = join(PROJECT, '.cache', 'e2e', 'program');

/** Copies what was built, so that a build meanwhile does not change the program under a run. */
export function copyProgram(): void {
  rmSync(COPY, { recursive: true, force: true });
  mkdirSync(COPY, { recursive: true });
  for (const part of ['dist', 'schemas', 'package.json'])
    cpSync(join(PROJECT, part), join(COPY, part), { recursive: true });
}

/** Runs the built command as a user does. */
export function poolwright(args: readonly string[], options: RunOptions): Promise<Finished> {
  return tryRun(process.execPath, [join(COPY, 'dist', 'cli.js'), ...args], options);
}
