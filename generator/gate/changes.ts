import type { Git } from './git.ts';

/** Folders that a fleet is generated into. Not imported from where they are declared: this runs at every commit. */
const GENERATED = /^(base|overlays|clusters|argocd)(\/|$)/;

/**
 * Files below the fleet's folder in which the index differs from a commit; relative to that folder.
 * @param since the commit; HEAD without it, and where there is no commit yet, all of the index is new
 */
export function stagedFiles(git: Git, since?: string): string[] {
  // A rename has to show as both of its names.
  const args = ['diff', '--cached', '--no-renames', '--no-ext-diff', '--relative', '--name-only', '-z'];
  return splitNul(git([...args, ...(since === undefined ? [] : [since]), '--']));
}

/** How a change can matter: for sure; not; or only if the fleet's file names it in `include` or `workloads`. */
export function relevance(file: string, changed: readonly string[]): 'yes' | 'no' | 'if-included' {
  if (changed.length === 0) return 'no';
  return changed.some((path) => path === file || isGenerated(path)) ? 'yes' : 'if-included';
}

/** Whether a path lies where a fleet's tree is generated. */
export function isGenerated(path: string): boolean {
  return GENERATED.test(path);
}

/** Whether the text of a fleet's file can name other files at all; sure only when it says no. */
export function mayInclude(text: string): boolean {
  return /include|workloads/.test(text) || mayHideKey(text.split('\n'));
}

/** Whether a key may be written with escapes, which only double quotes allow, and which then stand on one line with one. */
export function mayHideKey(lines: readonly string[]): boolean {
  return lines.some((line) => line.includes('\\') && line.includes('"'));
}

/** Git's lists that end each entry with a zero byte, so that a path may hold anything else. */
export function splitNul(output: Buffer): string[] {
  return output.toString('utf8').split('\0').slice(0, -1);
}
