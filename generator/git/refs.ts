import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The text of a file in a repository's folder; undefined where there is none. */
export function readGitFile(folder: string, file: string): string | undefined {
  const path = join(folder, file);
  // Asked first, since making an error costs more than the question.
  if (!existsSync(path)) return undefined;
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined; // not there, or a folder; what that means is for the caller
  }
}

/** As many symbolic refs in a row as git follows (git 2.39, refs.c). */
const MOST_LINKS = 5;

/**
 * The object that a ref names by a repository's files (gitrepository-layout), symbolic refs followed; undefined where they do not tell.
 * @param common the folder that holds the refs of all work trees
 */
export function refValue(common: string, ref: string, links = MOST_LINKS): string | undefined {
  const text = readGitFile(common, ref)?.trimEnd() ?? packedValue(common, ref) ?? '';
  const [, target] = /^ref: (refs\/.+)$/.exec(text) ?? [];
  if (target !== undefined) return links === 0 ? undefined : refValue(common, target, links - 1);
  return /^[0-9a-f]{40,}$/.test(text) ? text : undefined;
}

function packedValue(common: string, ref: string): string | undefined {
  const packed = readGitFile(common, 'packed-refs') ?? '';
  const at = packed.indexOf(` ${ref}\n`);
  return at < 0 ? undefined : packed.slice(packed.lastIndexOf('\n', at) + 1, at);
}

/** The ref that follows the upstream of a branch, where the settings are as git writes them. */
export function upstreamRef(config: string, branch: string): string | undefined {
  const [, section = ''] = config.split(`[branch "${branch}"]\n`);
  const own = section.split('\n[', 1)[0] ?? '';
  const [, remote] = /^\tremote = (.+)$/m.exec(own) ?? [];
  const [, merged] = /^\tmerge = refs\/heads\/(.+)$/m.exec(own) ?? [];
  if (remote === undefined || merged === undefined) return undefined;
  if (remote === '.') return `refs/heads/${merged}`;
  const follows = config.includes(`\tfetch = +refs/heads/*:refs/remotes/${remote}/*\n`);
  return follows ? `refs/remotes/${remote}/${merged}` : undefined;
}
