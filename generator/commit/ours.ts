import { closeSync, lstatSync, openSync, readSync } from 'node:fs';
import { GENERATED_MARK } from '../emit/tree.ts';
import type { Git } from './git.ts';
import { literally } from './status.ts';

const MARK = `${GENERATED_MARK} from `;

/** What stands at an absolute path, links not followed. */
export function kindOnDisk(path: string): 'file' | 'folder' | 'other' | 'nothing' {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return 'nothing';
  if (stats.isFile()) return 'file';
  return stats.isDirectory() ? 'folder' : 'other';
}

/** Whether the file at an absolute path begins with our header. */
export function isGenerated(path: string): boolean {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(64);
    const text = bytes.toString('utf8', 0, readSync(file, bytes, 0, bytes.length, 0));
    return text.replace(/^\uFEFF/, '').startsWith(MARK);
  } finally {
    closeSync(file);
  }
}

/** The files below the paths that begin with our header in the last commit or in the index, relative to the root. */
export async function generatedInGit(git: Git, paths: string[], unborn: boolean): Promise<Set<string>> {
  const found = new Set<string>();
  for (const source of unborn ? ['--cached'] : ['--cached', 'HEAD']) {
    const flags = [
      '-z',
      '--line-number',
      '--no-column',
      '--text',
      '--no-color',
      '--basic-regexp',
      '--no-recurse-submodules',
    ];
    const { stdout } = await git.attempt([
      'grep',
      ...flags,
      '-e',
      `^${MARK}`,
      source,
      '--',
      ...paths.map(literally),
    ]);
    // `HEAD:` only stands before paths of a commit; the number is that of the line.
    for (const [, path] of stdout.matchAll(/^(?:HEAD:)?([^\0\n]+)\x001[\0:]/gm))
      if (path !== undefined) found.add(path);
  }
  return found;
}
