import { nearest } from '../diagnostics/suggest.ts';
import type { CommandEntry, Option } from './commands.ts';

/** The first option that a command does not have, as it was written. */
export function unknownOption(
  args: readonly string[],
  known: Readonly<Record<string, Option>>,
): string | undefined {
  const shorts = Object.values(known).map(({ short }) => `-${short}`);
  const end = args.indexOf('--');
  return args
    .slice(0, end < 0 ? undefined : end)
    .filter((arg) => /^--?[^-]/.test(arg))
    .map((arg) => arg.split('=', 1)[0] ?? '')
    .find((arg) => !(arg.startsWith('--') ? Object.hasOwn(known, arg.slice(2)) : shorts.includes(arg)));
}

/** What other programs call an option that each command has. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  C: '--cwd DIR',
  chdir: '--cwd DIR',
  dir: '--cwd DIR',
  directory: '--cwd DIR',
  config: '--cwd DIR, the folder of fleet.yaml',
  f: '--cwd DIR, the folder of fleet.yaml',
  file: '--cwd DIR, the folder of fleet.yaml',
  filename: '--cwd DIR, the folder of fleet.yaml',
  fleet: '--cwd DIR, the folder of fleet.yaml',
  o: '--format FORMAT, such as --format json',
  output: '--format FORMAT, such as --format json',
  json: '--format json',
  q: '--quiet',
  silent: '--quiet',
};

/** What options of a name that a command takes as an argument are called. */
const NAMES: readonly { options: readonly string[]; positional: RegExp; example: string }[] = [
  {
    options: ['e', 'env', 'environment', 'environments', 'cluster', 'clusters', 'c'],
    positional: /\bENV\b/,
    example: 'prod',
  },
  { options: ['pool', 'pools', 'p'], positional: /\bPOOL\b/, example: 'general' },
  { options: ['workload', 'workloads', 'w'], positional: /\bWORKLOAD\b/, example: 'web' },
];

/** Why `parseArgs` rejects the value of an option that the command has, in words of the option; undefined for other errors. */
export function wrongValue(
  { message }: Error,
  known: Readonly<Record<string, Option>>,
): { message: string; help: string } | undefined {
  const name = /'(?:-\w, )?--([\w-]+)/.exec(message)?.[1] ?? '';
  const option = Object.hasOwn(known, name) ? known[name] : undefined;
  if (option === undefined) return undefined;
  if (option.type === 'boolean')
    return {
      message: `--${name} takes no value`,
      help: `Write --${name}, or leave it out`,
    };
  const follows = message.includes('ambiguous') ? 'another option' : 'nothing';
  return {
    message: `--${name} takes ${option.value ?? 'a value'}, and ${follows} follows it`,
    help: `Write --${name} ${option.value}: ${option.help}`,
  };
}

/** What to write instead of an unknown option. */
export function unknownOptionHelp(
  name: string,
  entry: CommandEntry,
  unknown: string,
  known: Readonly<Record<string, Option>>,
): string {
  const word = unknown.replace(/^-+/, '');
  if (name === 'commit' && ['m', 'message'].includes(word))
    return 'Leave it out: poolwright commit makes the message from the changes; for a message of your own, run git commit';
  const named = NAMES.find(
    ({ options, positional }) =>
      options.includes(word) && entry.positionals.some((one) => positional.test(one)),
  );
  if (named) return `Write the name without an option, such as poolwright ${name} ${named.example}`;
  const isName = NAMES.some(({ options }) => options.includes(word));
  if (isName && (entry.positionals.length === 0 || name === 'validate'))
    return `Leave it out: poolwright ${name} takes the whole fleet`;
  const elsewhere = Object.hasOwn(ELSEWHERE, word) ? ELSEWHERE[word] : undefined;
  if (elsewhere) return `Write ${elsewhere}`;
  const near = nearest(word, Object.keys(known));
  return near ? `Did you mean --${near}?` : `See poolwright ${name} --help`;
}
