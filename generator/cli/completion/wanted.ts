import { COMMANDS, type CommandEntry, type Option, optionsOf } from '../commands.ts';
import { type Wanted, wantedBy } from './placeholder.ts';

/** A command line up to the cursor. */
export interface CursorPlace extends Wanted {
  /** The option whose value is at the cursor, by its long name. */
  option?: string;
  /** The value of `--cwd`. */
  cwd?: string;
}

/** What was written before the cursor. */
interface Before {
  used: Set<string>;
  /** The option whose value comes next, by its long name. */
  pending?: string;
  positionals: number;
  /** Whether `--` ended the options. */
  isEnded: boolean;
  cwd?: string;
}

const PROGRAM_OPTIONS: Wanted['candidates'] = [
  { text: '--help', description: 'list the commands' },
  { text: '--version', description: 'print the version' },
];

/**
 * What the last word of a command line may become, from the table of commands alone.
 * @param words after the program's name; the last one is at the cursor
 */
export function wantedAt(words: readonly string[]): CursorPlace {
  const [name = '', ...rest] = words;
  const current = rest.pop();
  if (current === undefined) return only(name.startsWith('-') ? PROGRAM_OPTIONS : [...commands(), HELP]);
  if (['help', '--help', '-h'].includes(name)) return only(rest.length === 0 ? commands() : []);
  const entry = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  return entry ? wantedOf(entry, rest, current) : only([]);
}

const HELP = { text: 'help', description: 'print the help of a command' };

function commands(): Wanted['candidates'] {
  return Object.entries(COMMANDS).map(([text, { summary }]) => ({ text, description: summary }));
}

function only(candidates: Wanted['candidates']): Wanted {
  return { head: '', candidates, names: [] };
}

function wantedOf(entry: CommandEntry, args: readonly string[], current: string): CursorPlace {
  const known = optionsOf(entry);
  const before = read(known, args);
  const cwd = before.cwd === undefined ? {} : { cwd: before.cwd };
  const pending = before.pending;
  if (pending !== undefined && !(known[pending]?.alone && current.startsWith('-')))
    return { ...wantedByOption(known[pending], current), option: pending, ...cwd };
  if (current.startsWith('-') && !before.isEnded) {
    const [, option = ''] = /^--([^=]+)=/.exec(current) ?? [];
    if (option === '') return { ...only(optionCandidates(known, before.used)), ...cwd };
    const head = `--${option}=`;
    const wanted = wantedByOption(
      Object.hasOwn(known, option) ? known[option] : undefined,
      current.slice(head.length),
    );
    return { ...wanted, head: head + wanted.head, option, ...cwd };
  }
  const placeholders = positionalsAt(entry.positionals, before.positionals);
  if (placeholders.length === 0)
    return { ...only(before.isEnded ? [] : optionCandidates(known, before.used)), ...cwd };
  return { ...wantedBy(placeholders.join('|'), current), ...cwd };
}

function wantedByOption(option: Option | undefined, typed: string): Wanted {
  return option?.type === 'string' ? wantedBy(option.value ?? '', typed, option.choices) : only([]);
}

/** Parses the words before the cursor as the command does, as far as possible. */
function read(known: Record<string, Option>, args: readonly string[]): Before {
  const before: Before = { used: new Set(), positionals: 0, isEnded: false };
  for (const arg of args) {
    const pending = before.pending;
    if (pending !== undefined) {
      delete before.pending;
      if (pending === 'cwd') before.cwd = arg;
      if (!(known[pending]?.alone && arg.startsWith('-'))) continue;
    }
    if (before.isEnded || !arg.startsWith('-') || arg === '-') {
      before.positionals += 1;
      continue;
    }
    if (arg === '--') before.isEnded = true;
    const [, name = '', value] = /^--([^=]+)(?:=(.*))?$/s.exec(arg) ?? [];
    before.used.add(name);
    const option = Object.hasOwn(known, name) ? known[name] : undefined;
    if (value === undefined && option?.type === 'string') before.pending = name;
    if (value !== undefined && name === 'cwd') before.cwd = value;
  }
  return before;
}

/** The options of a command, except those that may be given once and already are. */
function optionCandidates(known: Record<string, Option>, used: ReadonlySet<string>): Wanted['candidates'] {
  return Object.entries(known)
    .filter(([name, { multiple }]) => multiple || !used.has(name))
    .map(([name, { help }]) => ({ text: `--${name}`, description: help }));
}

/** What the positional argument after so many may be: one that can be left out, and the one after it, too. */
function positionalsAt(positionals: readonly string[], given: number): string[] {
  const last = positionals.at(-1);
  const from = positionals.slice(given);
  if (from.length === 0) return last?.endsWith('…]') ? [last] : [];
  const end = from.findIndex((one) => !/^\[.*\]$/.test(one));
  return from.slice(0, end < 0 ? undefined : end + 1);
}
