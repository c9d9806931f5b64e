import { chmodSync, lstatSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { GitError } from '../git/error.ts';
import type { Git } from '../git/runner.ts';
import { workTreeOf } from '../git/worktree.ts';
import { systemError } from '../write/error.ts';
import { makeFolders } from '../write/folders.ts';
import { HOOKS, hookText, isOurs, KEPT } from './hook-script.ts';

/** One hook of a repository, and its state or what was done with it. */
export interface HookReport {
  path: string;
  text: string;
  isInstalled: boolean;
}

/**
 * The folder that git takes hooks from, absolute: what `core.hooksPath` names, else that of the repository, which all its work trees
 * share.
 * @throws {GitError} where it is shared with other repositories, or another tool writes it
 */
export async function hooksFolder(git: Git, root: string): Promise<string> {
  const { top } = workTreeOf(git);
  // Run with hooks on, since reads turn them off.
  const paths = ['--git-path', 'hooks', '--git-common-dir'];
  const { stdout } = await git.run(['rev-parse', ...paths], { hooks: true });
  const [hooks = '', common = ''] = stdout.split('\n').map((path) => resolve(root, path));
  if (!isBelow(hooks, top) && !isBelow(hooks, common)) {
    throw new GitError(
      'refused',
      `core.hooksPath is ${hooks}, which other repositories may also use`,
      'Run poolwright gate from a hook there, or set core.hooksPath for this repository only',
    );
  }
  if (hooks.split(/[\\/]/).includes('.husky')) {
    throw new GitError(
      'refused',
      `husky writes the hooks in ${hooks}`,
      `Add the line \`npx poolwright gate\` to ${join(top, '.husky/pre-commit')}`,
    );
  }
  return hooks;
}

/**
 * Installs the hooks. An existing hook is kept under another name, and runs first.
 * @param program the program's file, absolute
 * @throws {GitError} when one of them has a hook and a kept one already; then nothing is changed
 */
export function installHooks(folder: string, top: string, program: string): HookReport[] {
  for (const hook of HOOKS) refuseTwoHooks(join(folder, hook));
  const inside = relative(realpathSync(top), program);
  const programs = isBelow(program, realpathSync(top)) ? [inside, program] : [program];
  makeFolders(folder);
  return HOOKS.map((hook) => {
    const path = join(folder, hook);
    const text = hookText(hook, programs);
    const held = read(path);
    if (held === text) return { path, text: 'already installed', isInstalled: true };
    const isForeign = held !== undefined && !isOurs(held);
    if (isForeign) renameSync(path, `${path}${KEPT}`);
    replace(path, text);
    if (isForeign)
      return {
        path,
        text: `installed; the previous hook is now ${path}${KEPT}, and runs first`,
        isInstalled: true,
      };
    return { path, text: held === undefined ? 'installed' : 'renewed', isInstalled: true };
  });
}

/** Removes our hooks, and restores the previous ones. */
export function uninstallHooks(folder: string): HookReport[] {
  return HOOKS.map((hook) => {
    const path = join(folder, hook);
    const held = read(path);
    const isInstalled = false;
    if (held === undefined || !isOurs(held))
      return {
        path,
        text: held === undefined ? 'not installed' : 'another hook, which was left alone',
        isInstalled,
      };
    if (!exists(`${path}${KEPT}`)) {
      rmSync(path);
      return { path, text: 'removed', isInstalled };
    }
    renameSync(`${path}${KEPT}`, path);
    return { path, text: 'removed; the previous hook is restored', isInstalled };
  });
}

/** What is installed. */
export function hookStatus(folder: string): HookReport[] {
  return HOOKS.map((hook) => {
    const path = join(folder, hook);
    const held = read(path);
    if (held === undefined) return { path, text: 'not installed', isInstalled: false };
    if (!isOurs(held)) return { path, text: 'another hook', isInstalled: false };
    const kept = exists(`${path}${KEPT}`) ? ', and runs the previous hook first' : '';
    return { path, text: `installed${kept}`, isInstalled: true };
  });
}

function refuseTwoHooks(path: string): void {
  const held = read(path);
  if (held === undefined || isOurs(held) || !exists(`${path}${KEPT}`)) return;
  throw new GitError(
    'refused',
    `${path} is another hook, and ${path}${KEPT} already exists`,
    'Remove one of them, or rename it',
  );
}

/** Writes a hook in one step, so that git never runs a part of it. */
function replace(path: string, text: string): void {
  const temporary = `${path}.${process.pid}`;
  try {
    writeFileSync(temporary, text);
    chmodSync(temporary, 0o755);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw systemError(error, path);
  }
}

/** The text of a hook; empty for what cannot be read as one, such as a link that leads nowhere. */
function read(path: string): string | undefined {
  if (!exists(path)) return undefined;
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

function isBelow(path: string, folder: string): boolean {
  const between = relative(folder, path);
  return !between.startsWith('..') && !isAbsolute(between);
}
