import type { Entry } from './entries.ts';
import type { Git } from './git.ts';

/** Folders that a fleet is generated into. Not imported from where they are declared: this runs at every commit. */
const GENERATED = /^(base|overlays|clusters|argocd)(\/|$)/;

/** Files in which the index differs from a commit, each with what the commit has there, if anything. */
export type Changes = ReadonlyMap<string, Entry | undefined>;

/**
 * Files below the fleet's folder in which the index differs from a commit; relative to that folder.
 * @param since the commit; HEAD without it, and where there is no commit yet, all of the index is new
 */
export function stagedChanges(git: Git, since?: string): Changes {
  // A rename has to show as both of its names.
  const args = [
    'diff',
    '--cached',
    '--no-renames',
    '--no-ext-diff',
    '--relative',
    '--raw',
    '--no-abbrev',
    '-z',
  ];
  const parts = splitNul(git([...args, ...(since === undefined ? [] : [since]), '--']));
  const changes = new Map<string, Entry | undefined>();
  // `:MODE MODE OID OID STATUS`, the commit's first, and the path in a part of its own (git-diff, raw output format).
  for (let i = 0; i + 1 < parts.length; i += 2) {
    const [mode = '', , oid = ''] = (parts[i] ?? '').slice(1).split(' ');
    changes.set(parts[i + 1] ?? '', mode === '000000' ? undefined : { mode, oid });
  }
  return changes;
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
