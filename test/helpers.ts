import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout that the tests belong to. */
export const PROJECT = fileURLToPath(new URL('..', import.meta.url));

/** A temporary folder with these files in it; `remove` deletes it. */
export interface Sandbox {
  root: string;
  write(path: string, text: string): void;
  read(path: string): string;
  /** Runs the built command as a user does. */
  poolwright(...args: string[]): CommandResult;
  remove(): void;
}

export interface CommandResult {
  status: number | null;
  stdout: string;
  stderr: string;
}

export function createSandbox(files: Record<string, string> = {}): Sandbox {
  const root = mkdtempSync(join(tmpdir(), 'poolwright-test-'));
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  for (const [path, text] of Object.entries(files)) write(path, text);
  return {
    root,
    write,
    read: (path) => readFileSync(join(root, path), 'utf8'),
    poolwright: (...args) => run(process.execPath, [join(PROJECT, 'dist/cli.js'), ...args], root),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** Runs a program to its end, in the C locale and without colours. */
export function run(program: string, args: string[], cwd: string, input?: string): CommandResult {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { ...process.env, NO_COLOR: '1', LC_ALL: 'C' },
    ...(input === undefined ? {} : { input }),
  });
  if (error) throw error;
  return { status, stdout, stderr };
}

/** The repository's own fleet, the first real input. */
export function seedFleet(): string {
  return readFileSync(join(PROJECT, 'fleet.yaml'), 'utf8');
}
