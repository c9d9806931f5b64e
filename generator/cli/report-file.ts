import {
  accessSync,
  chmodSync,
  constants,
  lstatSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { systemError, type WriteError } from '../write/error.ts';
import { temporaryName } from '../write/orphan.ts';

/** Whether the file of a report cannot be created because its folder is missing. */
export function isBlocked(file: string, cwd: string): boolean {
  return !folderOf(resolve(cwd, file));
}

/**
 * Writes a report in one step: a concurrent reader gets the old or the new file as a whole. Returns the error
 * if the system rejects it.
 */
export function writeReport(file: string, cwd: string, text: string): WriteError | undefined {
  try {
    replace(resolve(cwd, file), text);
    return undefined;
  } catch (error) {
    return systemError(error, file);
  }
}

function replace(path: string, text: string): void {
  const found = statSync(path, { throwIfNoEntry: false });
  // Pipes and devices are written as they are, and so is what a link leads to that does not exist yet.
  const isPlain = found ? found.isFile() : lstatSync(path, { throwIfNoEntry: false }) === undefined;
  const target = found ? realpathSync(path) : path;
  if (!isPlain || !isWritable(dirname(target))) {
    writeFileSync(path, text);
    return;
  }
  if (found) accessSync(target, constants.W_OK);
  const temporary = join(dirname(target), temporaryName(process.pid, 0));
  try {
    rmSync(temporary, { force: true }); // of a killed process that had the same number
    writeFileSync(temporary, text, { flag: 'wx' });
    if (found) chmodSync(temporary, found.mode);
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** A report goes to a folder that does not exist; found before the command runs. */
export class MissingFolder extends Error {
  readonly help: string;
  constructor(file: string) {
    super(`cannot write the report ${file}: no such folder: ${dirname(file)}`);
    this.help = `Create ${dirname(file)}, or name a file in a folder that exists`;
  }
}

function folderOf(path: string): boolean {
  try {
    return statSync(dirname(path), { throwIfNoEntry: false })?.isDirectory() === true;
  } catch {
    return false; // a file is where a folder is needed, or access is denied
  }
}
