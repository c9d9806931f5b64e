import { chmodSync, lstatSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { GitError } from '../git/error.ts';
import type { Git } from '../git/runner.ts';
import { workTreeOf } from '../git/worktree.ts';
import { makeFolders } from '../write/folders.ts';
import { HOOKS, hookText, isOurs, KEPT } from './hook-script.ts';

/** One hook of a repository, and what became of it or is the case. */
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
  // Run as hooks are, since reading switches them off.
  const paths = ['--git-path', 'hooks', '--git-common-dir'];
  const { stdout } = await git.run(['rev-parse', ...paths], { hooks: true });
  const [hooks = '', common = ''] = stdout.split('\n').map((path) => resolve(root, path));
  if (!isBelow(hooks, top) && !isBelow(hooks, common)) {
    throw new GitError(
      'refused',
      `core.hooksPath names ${hooks}, which other repositories may use, too`,
      'Run poolwright gate from a hook there, or set core.hooksPath for this repository',
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
 * Installs the hooks. One that is there already is kept under another name, and runs first.
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
    if (held === text) return { path, text: 'was installed already', isInstalled: true };
    const isForeign = held !== undefined && !isOurs(held);
    if (isForeign) renameSync(path, `${path}${KEPT}`);
    replace(path, text);
    if (isForeign)
      return {
        path,
        text: `installed; the hook that was there is now ${path}${KEPT}, and runs first`,
        isInstalled: true,
      };
    return { path, text: held === undefined ? 'installed' : 'renewed', isInstalled: true };
  });
}

/** Removes our hooks, and puts back the ones that were there before. */
export function uninstallHooks(folder: string): HookReport[] {
  return HOOKS.map((hook) => {
    const path = join(folder, hook);
    const held = read(path);
    const isInstalled = false;
    if (held === undefined || !isOurs(held))
      return {
        path,
        text: held === undefined ? 'is not installed' : 'is not ours, and was left alone',
        isInstalled,
      };
    if (!exists(`${path}${KEPT}`)) {
      rmSync(path);
      return { path, text: 'removed', isInstalled };
    }
    renameSync(`${path}${KEPT}`, path);
    return { path, text: 'removed; the hook that was there before is back', isInstalled };
  });
}

/** What is installed. */
export function hookStatus(folder: string): HookReport[] {
  return HOOKS.map((hook) => {
    const path = join(folder, hook);
    const held = read(path);
    if (held === undefined) return { path, text: 'is not installed', isInstalled: false };
    if (!isOurs(held)) return { path, text: 'is another hook', isInstalled: false };
    const kept = exists(`${path}${KEPT}`) ? ', and runs the hook that was there before' : '';
    return { path, text: `is installed${kept}`, isInstalled: true };
  });
}

function refuseTwoHooks(path: string): void {
  const held = read(path);
  if (held === undefined || isOurs(held) || !exists(`${path}${KEPT}`)) return;
  throw new GitError(
    'refused',
    `${path} is not ours, and ${path}${KEPT} exists already`,
    'Remove one of them, or rename it',
  );
}

/** Writes a hook in one step, so that git never runs a part of it. */
function replace(path: string, text: string): void {
  const temporary = `${path}.${process.pid}`;
  writeFileSync(temporary, text);
  chmodSync(temporary, 0o755);
  renameSync(temporary, path);
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
