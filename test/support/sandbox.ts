import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { poolwright } from './poolwright.ts';
import { CLI, type CommandResult, run } from './run.ts';

/** A temporary folder; paths are relative to it. */
export interface Sandbox {
  root: string;
  write(path: string, text: string): void;
  read(path: string): string;
  /** Runs the built command in a thread, which is fast. */
  poolwright(...args: string[]): CommandResult;
  /** Runs it as a user does, for tests of what a process has: its start and end, streams, signals, and stdin. */
  spawn(...args: string[]): CommandResult;
  remove(): void;
}

/** Calls `work` with a new folder that holds these files, and removes it whatever happens. */
export function withSandbox<T>(files: Record<string, string>, work: (sandbox: Sandbox) => T): T {
  return removeAfter(createSandbox(files), work);
}

/** Calls `work` with something temporary, and removes it whatever happens, also once a promise settles. */
export function removeAfter<S extends { remove(): void }, T>(temporary: S, work: (temporary: S) => T): T {
  let result: T;
  try {
    result = work(temporary);
  } catch (error) {
    temporary.remove();
    throw error;
  }
  if (result instanceof Promise) return result.finally(() => temporary.remove()) as T;
  temporary.remove();
  return result;
}

/** A new folder with these files, for suites that share one and remove it in `test.after`. */
export function createSandbox(files: Record<string, string> = {}): Sandbox {
  const root = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'poolwright-test-')));
  for (const [path, text] of Object.entries(files)) put(root, path, text);
  return {
    root,
    write: (path, text) => put(root, path, text),
    read: (path) => fs.readFileSync(join(root, path), 'utf8'),
    poolwright: (...args) => poolwright(root, args),
    spawn: (...args) => run(process.execPath, [CLI, ...args], root),
    remove: () => fs.rmSync(root, { recursive: true, force: true }),
  };
}

/** Writes a file, and makes the folders above it. */
export function put(root: string, path: string, text: string): void {
  fs.mkdirSync(dirname(join(root, path)), { recursive: true });
  fs.writeFileSync(join(root, path), text);
}

/** Every path below the root but git's own, sorted; folders end in `/` and links in `@`. */
export function listing(root: string): string[] {
  return fs
    .readdirSync(root, { recursive: true, withFileTypes: true })
    .map((entry) => {
      const path = join(entry.parentPath, entry.name).slice(root.length + 1);
      return path + (entry.isDirectory() ? '/' : entry.isSymbolicLink() ? '@' : '');
    })
    .filter((path) => !path.startsWith('.git/'))
    .sort();
}

/** The text of every file below the root but git's own, by path. */
export function textsIn(root: string): Map<string, string> {
  const paths = listing(root).filter((path) => !path.endsWith('/') && !path.endsWith('@'));
  return new Map(paths.map((path) => [path, fs.readFileSync(join(root, path), 'utf8')]));
}

/** Modification time and bytes, or the target of a link, of every file below the root but git's own. */
export function snapshot(root: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const entry of listing(root).filter((path) => !path.endsWith('/'))) {
    const path = entry.replace(/@$/, '');
    const { mtimeMs } = fs.lstatSync(join(root, path));
    const content = entry.endsWith('@')
      ? `-> ${fs.readlinkSync(join(root, path))}`
      : fs.readFileSync(join(root, path), 'latin1');
    found[path] = `${mtimeMs}\n${content}`;
  }
  return found;
}
