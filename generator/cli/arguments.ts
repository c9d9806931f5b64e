import { parseArgs } from 'node:util';
import { didYouMean, nearest } from '../diagnostics/suggest.ts';
import type { Options } from './command.ts';
import { COMMANDS, type CommandEntry, type Option, SHARED_OPTIONS } from './commands.ts';
import { readFormats, type WantedFormat } from './formats.ts';

/** What the arguments ask for. */
export type Request =
  | { kind: 'overview' }
  | { kind: 'version' }
  | { kind: 'help'; name: string; entry: CommandEntry }
  | {
      kind: 'run';
      name: string;
      entry: CommandEntry;
      options: Options;
      positionals: string[];
      formats: WantedFormat[];
    }
  | { kind: 'wrong'; message: string; help: string };

/** Reads the arguments after the program's name. */
export function readArguments(argv: readonly string[]): Request {
  const [name, ...rest] = argv;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help')
    return { kind: 'overview' };
  if (name === '--version') return { kind: 'version' };
  const entry = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!entry) {
    const near = nearest(name, Object.keys(COMMANDS));
    return {
      kind: 'wrong',
      message: `there is no command ${name}`,
      help: near ? `Did you mean ${near}?` : 'See poolwright --help',
    };
  }
  const known = { ...entry.options, ...SHARED_OPTIONS };
  try {
    const { values, positionals } = parseArgs({
      args: withEmptyValues(rest, known),
      options: known,
      allowPositionals: true,
      strict: true,
    });
    const options = values as Options;
    if (options.help) return { kind: 'help', name, entry };
    const formats = readFormats((options.format ?? []) as string[]);
    if (!Array.isArray(formats)) return { kind: 'wrong', ...formats };
    return (
      checkUse(name, entry, options, positionals) ?? {
        kind: 'run',
        name,
        entry,
        options,
        positionals,
        formats,
      }
    );
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return {
      kind: 'wrong',
      message: unknownOption(rest, known) ?? error.message,
      help: optionMend(rest, known) ?? `See poolwright ${name} --help`,
    };
  }
}

/** Gives an empty value to options that stand alone and may. */
function withEmptyValues(args: readonly string[], known: Record<string, Option>): string[] {
  return args.map((arg, i) => {
    const name = arg.slice('--'.length);
    const alone = arg.startsWith('--') && Object.hasOwn(known, name) && known[name]?.alone;
    return alone && (args[i + 1] ?? '-').startsWith('-') ? `${arg}=` : arg;
  });
}

function checkUse(
  name: string,
  entry: CommandEntry,
  options: Options,
  positionals: string[],
): Request | undefined {
  const help = `See poolwright ${name} --help`;
  const any = entry.positionals.at(-1)?.endsWith('…]') === true;
  if (!any && positionals.length !== entry.positionals.length) {
    const wanted = entry.positionals.length === 0 ? 'no arguments' : entry.positionals.join(' ');
    return {
      kind: 'wrong',
      message: `${name} takes ${wanted}, and got ${positionals.length === 0 ? 'none' : positionals.join(' ')}`,
      help,
    };
  }
  for (const [option, { choices }] of Object.entries(entry.options)) {
    const value = options[option];
    if (choices && typeof value === 'string' && !choices.includes(value)) {
      return {
        kind: 'wrong',
        message: `--${option} takes ${choices.join(', ')}, and got ${value}`,
        help: didYouMean(value, choices, 'value'),
      };
    }
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

function unknownOption(args: readonly string[], known: object): string | undefined {
  const wrong = firstUnknown(args, known);
  return wrong && `there is no option --${wrong}`;
}

function optionMend(args: readonly string[], known: object): string | undefined {
  const wrong = firstUnknown(args, known);
  const near = wrong && nearest(wrong, Object.keys(known));
  return near && `Did you mean --${near}?`;
}

function firstUnknown(args: readonly string[], known: object): string | undefined {
  return args
    .filter((arg) => arg.startsWith('--') && arg.length > 2)
    .map((arg) => arg.slice(2).split('=', 1)[0] ?? '')
    .find((option) => !Object.hasOwn(known, option));
}
