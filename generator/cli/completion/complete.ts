import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { ProcessContext } from '../process-context.ts';
import type { Candidate } from './candidate.ts';
import { wordsOf } from './line.ts';
import type { namesOf } from './names.ts';
import { wantedAt } from './wanted.ts';

/** The code that gives names, which takes longer to load than the table of commands. */
export interface NameSource {
  namesOf?: typeof namesOf;
  /** Gets the kinds of names that were given. */
  done?(kinds: readonly string[]): void;
}

/**
 * Completes a command line for a shell: a line for each candidate, with a tab before what it is; then `:files` or `:folders` where the
 * shell completes paths, too.
 * @param line up to the cursor, the program's name with it
 * @param load is called only where names are wanted
 */
export async function complete(
  line: string,
  around: ProcessContext,
  load: () => Promise<NameSource>,
): Promise<string> {
  const words = wordsOf(line).slice(1);
  const current = words.at(-1) ?? '';
  const { head, candidates, names, paths, cwd = '.', option } = wantedAt(words);
  const typed = current.slice(head.length);
  const found = [...candidates];
  if (names.length > 0) {
    const { namesOf, done } = await load();
    const place = { root: resolve(around.cwd, atHome(cwd)), typed, option, around };
    for (const { kind, suffix } of names)
      for (const { text, ...rest } of (await namesOf?.(kind, place)) ?? [])
        found.push({ text: text + suffix, ...rest });
    done?.(names.map(({ kind }) => kind));
  }
  const fitting = found.filter(({ text }) => text.startsWith(typed));
  return [...distinct(fitting).map((one) => lineOf(head, one)), ...(paths ? [`:${paths}\n`] : [])].join('');
}

/** A shell replaces `~` only once it runs the line. */
function atHome(path: string): string {
  return /^~(?:\/|$)/.test(path) ? join(homedir(), path.slice(1)) : path;
}

function distinct(candidates: readonly Candidate[]): Candidate[] {
  return [...new Map(candidates.map((one) => [one.text, one])).values()];
}

function lineOf(head: string, { text, description }: Candidate): string {
  return `${head}${text}${description === undefined ? '' : `\t${description.replace(/\s+/g, ' ')}`}\n`;
}
