import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import { shellWord } from '../emit/shell.ts';
import type { FleetSpec } from '../load/fleet.ts';
import { FLEET_FILE } from './fleet-file.ts';

type Declared = Pick<FleetSpec, 'environments' | 'pools'>;

/** The names of the environments of a fleet, then those of its clusters. */
export function targetsOf({ environments }: Pick<FleetSpec, 'environments'>): string[] {
  return [
    ...Object.keys(environments),
    ...Object.values(environments).flatMap(({ clusters }) => Object.keys(clusters ?? {})),
  ];
}

/** What a fleet declares by a name, such as `an environment`; undefined for an unknown name. */
export function kindOfName(name: string, { environments, pools }: Declared): string | undefined {
  if (Object.hasOwn(environments, name)) return 'an environment';
  if (targetsOf({ environments }).includes(name)) return 'a cluster';
  return Object.hasOwn(pools, name) ? 'a pool' : undefined;
}

/** Shell words of a command line of the program. */
export function commandLine(command: string, words: readonly string[]): string {
  return ['poolwright', command, ...words.map(shellWord)].join(' ');
}

/** What a command takes after the environment or cluster. */
interface Others {
  noun: string;
  known: readonly string[];
  isKnown(word: string): boolean;
}

/** Reads the arguments `[ENV|CLUSTER] [NAME…]`; a first word that names both is the environment or cluster. */
export function readTarget(
  command: string,
  words: readonly string[],
  spec: Declared,
  others: Others,
): { target: string | undefined; others: readonly string[] } | { problem: Diagnostic } {
  const targets = targetsOf(spec);
  const [first] = words;
  const target = first !== undefined && targets.includes(first) ? first : undefined;
  const rest = target === undefined ? words : words.slice(1);
  const unknown = rest.find((word) => !others.isKnown(word) && !targets.includes(word));
  if (unknown !== undefined) return wrong(unknownWord(command, unknown, words, spec, others));
  const misplaced = rest.find((word) => !others.isKnown(word));
  if (misplaced !== undefined) return wrong(misplacedTarget(command, misplaced, words, spec, others));
  return { target, others: rest };
}

function unknownWord(
  command: string,
  unknown: string,
  words: readonly string[],
  spec: Declared,
  { noun, known, isKnown }: Others,
): Problem {
  const targets = targetsOf(spec);
  const parts = unknown.split(/[,/]/);
  if (parts.every((part) => targets.includes(part) || isKnown(part)))
    return {
      message: `${unknown} is not one name`,
      help: `Separate names with spaces: ${commandLine(
        command,
        words.flatMap((word) => (word === unknown ? parts : word)),
      )}`,
    };
  const kind = kindOfName(unknown, spec);
  if (kind !== undefined)
    return {
      message: `${unknown} is ${kind}, and ${command} takes the names of an environment or cluster and of ${noun}s`,
      help: `Write ${commandLine(
        command,
        words.filter((word) => word !== unknown),
      )}`,
    };
  const isFirst = unknown === words[0];
  const what = isFirst ? `environment, cluster or ${noun}` : noun;
  return {
    message: `${FLEET_FILE} has no ${what} ${unknown}`,
    help: didYouMean(unknown, isFirst ? [...targets, ...known] : known, what),
  };
}

/** An environment or cluster after a pool or workload, or after another environment or cluster. */
function misplacedTarget(
  command: string,
  misplaced: string,
  words: readonly string[],
  spec: Declared,
  { noun, isKnown }: Others,
): Problem {
  const targets = [...new Set(words.filter((word) => !isKnown(word)))];
  const names = words.filter(isKnown);
  if (targets.length === 1)
    return words[0] === misplaced
      ? {
          message: `${misplaced} is there twice`,
          help: `Write ${commandLine(command, [misplaced, ...names])}`,
        }
      : {
          message: `${misplaced} is ${kindOfName(misplaced, spec)}, and its name comes before those of ${noun}s`,
          help: `Write ${commandLine(command, [misplaced, ...names])}`,
        };
  const lines = targets.map((target) => commandLine(command, [target, ...names]));
  return {
    message: `${command} takes one environment or cluster, not ${targets.join(' and ')}`,
    help: `Run ${lines.join(', then ')}`,
  };
}

type Problem = Pick<Diagnostic, 'message' | 'help'>;

function wrong(problem: Problem): { problem: Diagnostic } {
  return { problem: { code: 'unknown-target', severity: 'error', ...problem } };
}
