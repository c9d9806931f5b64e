import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Context, Options } from '../cli/command.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { cacheFolder, replaceFile } from './folder.ts';

/** Findings of more JSON text than that are not worth keeping, in UTF-16 units. */
const LONGEST = 1_000_000;
/** Answers beyond that many are forgotten, the oldest first. */
const MOST = 200;

/** All that decides what a check finds, beside the program and the day. */
export interface Question {
  /** A hash of what the fleet was read from. */
  inputs: string;
  /** What clusters have: the commit whose fleet it is, with how messages tell it; without it all is new to them. */
  base?: string;
  /** Versions that were asked for in place of the fleet's. */
  karpenter?: string;
  kubernetes?: string;
  /** The environments that were looked at; all of them without it. */
  only?: readonly string[];
  /** Who else looked at the objects. */
  onValidated?: string;
}

/** What checks have found before, by all that decides it. */
export interface Memory {
  /** What was found before, else what is found now, which is kept. Without a question nothing is recalled and nothing kept. */
  answer(
    question: Question | undefined,
    find: () => Diagnostic[] | Promise<Diagnostic[]>,
  ): Promise<Diagnostic[]>;
}

/**
 * Opens the memory of checks: a file for each below the user's cache folder. What a check finds follows from the fleet's text, the day
 * and the program alone, so what was checked need not be checked again, by whichever command asks the same. The memory is a help and
 * never needed: what cannot be read or written is no error. It stays empty with `--no-cache`, and where the program has no
 * identity.
 */
export function openResultCache(
  { program, today, env, stage }: Pick<Context, 'program' | 'today' | 'env' | 'stage'>,
  options: Options,
): Memory {
  const folder = join(cacheFolder(env), 'checked');
  const fileOf = (question: Question): string => {
    const text = JSON.stringify([program, today, question]);
    return join(folder, `${createHash('sha256').update(text).digest('hex')}.json`);
  };
  /** Where nothing was found in any environment, nothing is in some. */
  const wholeWithout = ({ only, ...whole }: Question): Diagnostic[] | undefined => {
    const known = only && read(fileOf(whole));
    return known?.length === 0 ? known : undefined;
  };
  return {
    answer: async (question, find) => {
      if (!question || program === undefined || options['no-cache'] === true) return find();
      const file = fileOf(question);
      const known = stage('recall', () => read(file) ?? wholeWithout(question));
      if (known) return known;
      const found = await find();
      keep(folder, file, found);
      return found;
    },
  };
}

function read(file: string): Diagnostic[] | undefined {
  // Asked first, since making an error costs more than the question.
  if (!existsSync(file)) return undefined;
  try {
    const found: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return Array.isArray(found) ? found : undefined;
  } catch {
    return undefined; // as if it had not been asked before
  }
}

function keep(folder: string, file: string, found: readonly Diagnostic[]): void {
  const text = JSON.stringify(found);
  if (text.length > LONGEST) return;
  forget(folder);
  replaceFile(file, text);
}

function forget(folder: string): void {
  try {
    const files = readdirSync(folder).map((name) => join(folder, name));
    if (files.length < MOST) return;
    const aged = files.map((file) => ({ file, time: statSync(file).mtimeMs }));
    for (const { file } of aged.sort((a, b) => b.time - a.time).slice(MOST / 2)) rmSync(file);
  } catch {
    // another time, then
  }
}
