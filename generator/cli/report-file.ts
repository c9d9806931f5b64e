import { renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { systemError } from '../write/error.ts';
import type { Fault } from './fault.ts';

/** Whether the file of a report cannot be made, since its folder is missing. */
export function isBlocked(file: string, cwd: string): boolean {
  return !folderOf(resolve(cwd, file));
}

/** Writes a report; gives the fault where the system refuses it. */
export function writeReport(file: string, cwd: string, text: string): Fault | undefined {
  try {
    writeFileSync(resolve(cwd, file), text);
    return undefined;
  } catch (error) {
    return systemError(error, file);
  }
}

/** Writes a report in one step: whoever reads its file meanwhile gets the old or the new one, whole. */
export function replaceReport(file: string, cwd: string, text: string): void {
  const path = resolve(cwd, file);
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}`);
  try {
    writeFileSync(temporary, text);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw systemError(error, file);
  }
}

/** A report goes to a folder that does not exist; found before the command runs. */
export class MissingFolder extends Error {
  readonly help: string;
  constructor(file: string) {
    super(`cannot write the report ${file}: there is no folder ${dirname(file)}`);
    this.help = `Create ${dirname(file)}, or name a file in a folder that exists`;
  }
}

function folderOf(path: string): boolean {
  try {
    return statSync(dirname(path), { throwIfNoEntry: false })?.isDirectory() === true;
  } catch {
    return false; // a file stands where a folder is needed, or it may not be entered
  }
}
