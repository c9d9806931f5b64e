import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { poolwright } from './poolwright.ts';
import { type CommandResult, run } from './run.ts';
import { createSandbox, put } from './sandbox.ts';

/**
 * Runs git in a folder and returns what it printed.
 * @throws {Error} with its stderr when it fails
 */
export function git(cwd: string, ...args: string[]): string {
  const { status, stdout, stderr } = tryGit(cwd, ...args);
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
  return stdout;
}

/** The same without white space around it: a revision, the name of a branch, the subject of a commit. */
export function gitLine(cwd: string, ...args: string[]): string {
  return git(cwd, ...args).trim();
}

/** Runs git in a folder, whatever its exit code. */
export function tryGit(cwd: string, ...args: string[]): CommandResult {
  return run('git', args, cwd);
}

/** Makes an empty repository without hooks. */
export function init(root: string, ...options: string[]): void {
  mkdirSync(root, { recursive: true });
  git(root, 'init', '--quiet', '--template=', '--initial-branch=main', ...options);
}

/** Installs a hook. */
export function hook(root: string, name: string, script: string): void {
  put(root, join('.git/hooks', name), `#!/bin/sh\n${script}`);
  chmodSync(join(root, '.git/hooks', name), 0o755);
}

/** A temporary repository. Paths are relative to its top. */
export class Repository {
  readonly top: string;
  /** The folder of the fleet. */
  readonly folder: string;
  readonly write: (path: string, text: string) => void;
  readonly read: (path: string) => string;
  readonly remove: () => void;

  constructor(below = '', ...initOptions: string[]) {
    const { root, write, read, remove } = createSandbox();
    this.top = root;
    this.folder = join(root, below);
    this.write = write;
    this.read = read;
    this.remove = remove;
    mkdirSync(this.folder, { recursive: true });
    init(root, ...initOptions);
  }

  /** Runs git at the top; throws when it fails. */
  git(...args: string[]): string {
    return git(this.top, ...args);
  }

  /** Runs git at the top, whatever its exit code. */
  tryGit(...args: string[]): CommandResult {
    return tryGit(this.top, ...args);
  }

  /** Writes the tree that the fleet on disk declares; `broken` where some cluster would reject it. */
  generate(broken = false): void {
    const { status, stderr } = poolwright(this.folder, ['generate', '--force']);
    if (status !== (broken ? 1 : 0)) throw new Error(stderr);
  }

  /** Runs the gate where the fleet is, without kubeconform. */
  gate(...args: string[]): CommandResult {
    return poolwright(this.folder, ['gate', '--kubeconform', 'off', ...args]);
  }
}
