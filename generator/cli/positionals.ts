import { shellWord } from '../emit/shell.ts';
import type { CommandEntry } from './commands.ts';

/** Why a command does not take its arguments, and the command line to write instead. */
export interface WrongUse {
  message: string;
  help: string;
}

/** What the arguments of a command are that needs some, and command lines that have them. */
const NEEDED: Readonly<Record<string, { means: string; help: string }>> = {
  render: {
    means: 'the name of an environment or cluster in fleet.yaml',
    help: 'Name one, such as poolwright render prod',
  },
  diff: {
    means: 'two environments or two clusters of fleet.yaml, of the revision REV of git if @REV follows',
    help: 'Name two, such as poolwright diff staging prod, or one twice, such as poolwright diff prod@HEAD prod',
  },
  comment: {
    means: 'the Markdown files to post',
    help: 'Write one first: poolwright plan --format markdown=plan.md && poolwright comment plan.md',
  },
  hooks: {
    means: 'what to do with the git hooks',
    help: 'Run poolwright hooks install, poolwright hooks uninstall or poolwright hooks status',
  },
  explain: {
    means: 'the code of a finding, or the path of a field in fleet.yaml',
    help: 'Name one, such as poolwright explain ami-latest or poolwright explain spec.pools',
  },
  completion: {
    means: 'the name of a shell',
    help: 'Name one: poolwright completion bash, poolwright completion zsh or poolwright completion fish',
  },
};

/** What to run instead, where a command that takes no arguments has some. */
const WITHOUT: Readonly<Record<string, (args: readonly string[]) => string>> = {
  generate: ([first = '']) =>
    inFolder('generate', first) ??
    'It writes the files of all environments and clusters: run poolwright generate',
  gate: ([first = '']) =>
    `It checks all that is staged: run poolwright gate, or poolwright validate ${shellWord(first)} to check files`,
  init: ([first = '']) =>
    inFolder('init', first) ??
    `To name a cluster, write poolwright init --clusters ${shellWord(first)}; to name the fleet, poolwright init --name ${shellWord(first)}`,
  schema: ([first = '']) =>
    first.endsWith('.json')
      ? `Write poolwright schema --output ${shellWord(first)}`
      : 'It is the same for every fleet: run poolwright schema',
  commit: () =>
    'It makes the message from the changes: run poolwright commit; for a message of your own, run git commit',
};

/** Checks how many arguments a command has, and that none is empty. */
export function wrongPositionals(
  name: string,
  { positionals: wanted }: CommandEntry,
  given: readonly string[],
): WrongUse | undefined {
  const empty = given.indexOf('');
  if (empty >= 0)
    return {
      message: `argument ${empty + 1} of ${name} is empty`,
      help: `Check the shell variable that it comes from, or see poolwright ${name} --help`,
    };
  const isOpen = wanted.some((one) => one.includes('…'));
  const least = wanted.filter((one) => !one.startsWith('[')).length;
  if (given.length < least) return missing(name, wanted, given);
  if (isOpen || given.length <= wanted.length) return undefined;
  return wanted.length === 0
    ? {
        message: `${name} takes no arguments, not ${given.join(' ')}`,
        help: WITHOUT[name]?.(given) ?? `See poolwright ${name} --help`,
      }
    : tooMany(name, wanted, given);
}

function missing(name: string, wanted: readonly string[], given: readonly string[]): WrongUse {
  const { means = '', help = `See poolwright ${name} --help` } = NEEDED[name] ?? {};
  const [only] = given;
  if (only === undefined) return { message: `${name} takes ${wanted.join(' ')}: ${means}`, help };
  return {
    message: `${name} takes ${wanted.join(' ')}, and ${only} is only one of them`,
    help: otherSide(name, only),
  };
}

/** The same name at another revision, as what to compare `NAME@REV`, or `NAME`, with. */
function otherSide(name: string, only: string): string {
  const [side = '', revision] = only.split('@');
  const words = [`${side || 'prod'}@${revision || 'HEAD'}`, side || 'prod'].map(shellWord).join(' ');
  const since = `To see what changed since ${revision || 'the last commit'}, write poolwright ${name} ${words}`;
  return revision === undefined
    ? `Name another one too, such as poolwright ${name} staging prod. ${since}`
    : since;
}

function tooMany(name: string, wanted: readonly string[], given: readonly string[]): WrongUse {
  const isField = name === 'explain' && given[0] === 'spec';
  const right = isField ? [given.join('.')] : given.slice(0, wanted.length);
  return {
    message: `${name} takes only ${wanted.join(' ')}, not ${given.join(' ')}`,
    help: `Write poolwright ${name} ${right.map(shellWord).join(' ')}`,
  };
}

/** The command for a folder, where an argument is one or a fleet.yaml in one. */
function inFolder(name: string, path: string): string | undefined {
  if (!/[/\\]|^\.+$|^fleet\.ya?ml$/.test(path)) return undefined;
  const folder = path.replace(/\/?fleet\.ya?ml$|(?<=.)\/$/, '');
  return folder === '' || folder === '.'
    ? `Run poolwright ${name}`
    : `Write poolwright ${name} --cwd ${shellWord(folder)}`;
}
