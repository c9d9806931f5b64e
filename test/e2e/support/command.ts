import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { CLI, type CommandResult, PROJECT, type RunOptions, runAsync } from '../../support/run.ts';

/** Each run has its own. */
const COPY = join(PROJECT, '.cache', 'e2e', `program-${process.pid}`);

/** Copies what was built, so that a build meanwhile does not change the program under a run. */
export function copyProgram(): void {
  mkdirSync(COPY, { recursive: true });
  for (const part of ['dist', 'schemas', 'package.json'])
    cpSync(join(PROJECT, part), join(COPY, part), { recursive: true });
}

export function removeProgram(): void {
  rmSync(COPY, { recursive: true, force: true });
}

/** Runs the built command as a user does. */
export function poolwright(
  args: readonly string[],
  cwd: string,
  options: RunOptions = {},
): Promise<CommandResult> {
  return runAsync(process.execPath, [join(COPY, relative(PROJECT, CLI)), ...args], cwd, options);
}
