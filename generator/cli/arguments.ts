import { parseArgs } from 'node:util';
import { didYouMean, nearest } from '../diagnostics/suggest.ts';
import type { Options } from './command.ts';
import { COMMANDS, type CommandEntry, type Option, optionsOf } from './commands.ts';
import { readFormats, type WantedFormat } from './formats.ts';
import { wrongPositionals } from './positionals.ts';
import { unknownOption, unknownOptionHelp, wrongValue } from './unknown-option.ts';

/** What the arguments request. */
export type Request =
  | { kind: 'overview' }
  | { kind: 'version' }
  | { kind: 'help'; name: string; entry: CommandEntry }
  /** Completes the command line of a shell. */
  | { kind: 'complete'; line: string }
  | {
      kind: 'run';
      name: string;
      entry: CommandEntry;
      options: Options;
      positionals: string[];
      formats: WantedFormat[];
      /** How many findings text shows, 0 for all of them; undefined for the default. */
      maxFindings: number | undefined;
    }
  | { kind: 'wrong'; message: string; help: string };

/** Arguments that request the version or help, in any position. */
const VERSION_WORDS = ['--version', '-V', '-v', 'version'];
const HELP_WORDS = ['--help', '-h', 'help'];

/** What the scripts of `poolwright completion` call. */
const COMPLETE_WORD = '__complete';

/** Reads the arguments after the program's name. */
export function readArguments(argv: readonly string[]): Request {
  const [name, ...rest] = argv;
  if (name === undefined) return { kind: 'overview' };
  if (HELP_WORDS.includes(name)) return readHelp(rest);
  if (VERSION_WORDS.includes(name)) return { kind: 'version' };
  if (name === COMPLETE_WORD) return { kind: 'complete', line: rest[0] ?? '' };
  const entry = entryOf(name);
  if (!entry) return unknownCommand(name);
  if (rest[0] === 'help' && entry.positionals.length === 0) return { kind: 'help', name, entry };
  return readCommand(name, entry, rest);
}

/** `help`, or `help COMMAND`. */
function readHelp([name]: readonly string[]): Request {
  if (name === undefined || name.startsWith('-')) return { kind: 'overview' };
  const entry = entryOf(name);
  return entry ? { kind: 'help', name, entry } : unknownCommand(name);
}

function entryOf(name: string): CommandEntry | undefined {
  return Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
}

/** What other programs call the commands. */
const SYNONYMS: Readonly<Record<string, string>> = {
  apply: 'generate',
  build: 'render',
  check: 'validate',
  create: 'init',
  lint: 'validate',
  new: 'init',
  preview: 'plan',
  show: 'render',
  sync: 'generate',
  template: 'render',
  verify: 'validate',
};

function unknownCommand(name: string): Request {
  const isOption = name.startsWith('-');
  const synonym = Object.hasOwn(SYNONYMS, name) ? SYNONYMS[name] : undefined;
  const near = synonym ?? nearest(name, isOption ? ['--help', '--version'] : Object.keys(COMMANDS));
  return {
    kind: 'wrong',
    message: `unknown ${isOption ? 'option' : 'command'} ${name}`,
    help: near ? `Did you mean ${near}?` : 'See poolwright --help',
  };
}

function readCommand(name: string, entry: CommandEntry, args: readonly string[]): Request {
  const known = optionsOf(entry);
  try {
    const { values, positionals } = parseArgs({
      args: withEmptyValues(args, known),
      options: known,
      allowPositionals: true,
      strict: true,
    });
    const options = values as Options;
    if (options.help) return { kind: 'help', name, entry };
    const written = entry.writes && options[entry.writes.option];
    if (written === '')
      return {
        kind: 'wrong',
        message: `--${entry.writes?.option} has no file name`,
        help: `Write --${entry.writes?.option} ${entry.writes?.file}`,
      };
    const wanted = [...((options.format ?? []) as string[]), ...productFormats(entry, options)];
    const formats = readFormats(wanted, entry.formats, entry.withoutFindings);
    if (!Array.isArray(formats)) return { kind: 'wrong', ...formats };
    const maxFindings = options['max-findings'] as string | undefined;
    if (maxFindings !== undefined && !/^\d+$/.test(maxFindings))
      return {
        kind: 'wrong',
        message: `--max-findings takes a number, not ${maxFindings}`,
        help: 'Use 0 to show all findings',
      };
    return (
      checkUse(name, entry, options, positionals) ?? {
        kind: 'run',
        name,
        entry,
        options,
        positionals,
        formats,
        maxFindings: maxFindings === undefined ? undefined : Number(maxFindings),
      }
    );
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const unknown = unknownOption(args, known);
    if (unknown)
      return {
        kind: 'wrong',
        message: `unknown option ${unknown}`,
        help: unknownOptionHelp(name, entry, unknown, known),
      };
    const value = wrongValue(error, known);
    return { kind: 'wrong', ...(value ?? { message: error.message, help: `See poolwright ${name} --help` }) };
  }
}

/** The file that a command always writes, whatever formats are requested, as a value of `--format`. */
function productFormats({ writes }: CommandEntry, options: Options): string[] {
  if (writes === undefined) return [];
  const { format, option, file } = writes;
  return [`${format}=${options[option] ?? file}`];
}

/** Gives an empty value to options that may be, and are, without one. */
function withEmptyValues(args: readonly string[], known: Record<string, Option>): string[] {
  return withNegativeNumbers(args, known).map((arg, i, all) => {
    const name = arg.slice('--'.length);
    const alone = arg.startsWith('--') && Object.hasOwn(known, name) && known[name]?.alone;
    return alone && (all[i + 1] ?? '-').startsWith('-') ? `${arg}=` : arg;
  });
}

/** Joins a negative number to the option before it, whose own check says what it takes. */
function withNegativeNumbers(args: readonly string[], known: Record<string, Option>): string[] {
  const joined: string[] = [];
  for (const arg of args) {
    const option = joined.at(-1) ?? '';
    const takesValue = option.startsWith('--') && known[option.slice(2)]?.type === 'string';
    if (takesValue && /^-\d+$/.test(arg)) joined[joined.length - 1] = `${option}=${arg}`;
    else joined.push(arg);
  }
  return joined;
}

function checkUse(
  name: string,
  entry: CommandEntry,
  options: Options,
  positionals: string[],
): Request | undefined {
  const use = wrongPositionals(name, entry, positionals);
  if (use) return { kind: 'wrong', ...use };
  for (const [option, known] of Object.entries(entry.options)) {
    const wrong = checkChoices(option, known, options[option]);
    if (wrong) return wrong;
  }
  const modes = ['check', 'dry-run', 'watch'].filter((mode) => options[mode]);
  if (modes.length > 1)
    return {
      kind: 'wrong',
      message: `--${modes.join(' and --')} exclude each other`,
      help: 'Use one of them',
    };
  return undefined;
}

function checkChoices(
  option: string,
  { choices, value: placeholder }: Option,
  value: Options[string],
): Request | undefined {
  if (!choices || typeof value !== 'string') return undefined;
  const isList = placeholder?.includes(',') === true;
  const unknown = (isList ? value.split(',') : [value]).find((one) => !choices.includes(one));
  if (unknown === undefined) return undefined;
  const takes = `${choices.join(', ')}${isList ? ', separated by commas' : ''}`;
  return {
    kind: 'wrong',
    message: `--${option} takes ${takes}, not ${unknown || 'an empty word'}`,
    help: didYouMean(unknown, choices, 'value'),
  };
}
