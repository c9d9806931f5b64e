import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import { commitOf } from '../git/base.ts';
import { isWithoutGit } from '../git/error.ts';
import { openGit } from '../git/runner.ts';
import { diskHost } from '../load/disk.ts';
import { type FleetSpec, loadFleet } from '../load/index.ts';
import type { Context } from './command.ts';
import { FLEET_FILE } from './fleet-file.ts';
import { commandLine, kindOfName, targetsOf } from './targets.ts';

/** Whether git has a commit of that name; not where there is no repository. */
export function isRevision(context: Context, word: string): boolean {
  try {
    return commitOf(openGit(context.root, context), word) !== undefined;
  } catch (error) {
    if (isWithoutGit(error)) return false;
    throw error;
  }
}

/** The finding for an argument of `plan` or `report` that is neither an environment nor a cluster of the fleets. */
export function misnamedTarget(
  context: Context,
  command: 'plan' | 'report',
  positionals: readonly string[],
  word: string,
  specs: readonly FleetSpec[],
): Diagnostic {
  const targets = [...new Set(specs.flatMap(targetsOf))];
  const others = positionals.filter((one) => one !== word);
  const isTarget = (one: string): boolean => targets.includes(one);
  const kind = specs.map((spec) => kindOfName(word, spec)).find(Boolean);
  if (kind !== undefined)
    return unknown(
      `${word} is ${kind}, and ${command} takes the names of environments and clusters`,
      `Write ${commandLine(command, others)}, which shows every pool`,
    );
  if (/\.(html?|md|json|txt)$/.test(word)) {
    const format = word.endsWith('.md') ? 'markdown' : word.endsWith('.json') ? 'json' : 'html';
    const option = command === 'report' ? ['--output', word] : ['--format', `${format}=${word}`];
    return unknown(
      `${word} is not an environment or cluster, and no argument names the file to write`,
      `Write ${commandLine(command, others)} ${option.join(' ')}`,
    );
  }
  if (isRevision(context, word)) {
    const second = others.find((one) => !isTarget(one) && isRevision(context, one));
    const range = second === undefined ? `${word}~1..${word}` : `${word}..${second}`;
    const ofRange = commandLine(command, [range, ...others.filter(isTarget)]);
    const ofBase = commandLine(command, ['--base', word, ...others.filter(isTarget)]);
    return unknown(
      `${word} is a revision of git, and ${command} takes revisions as REV1..REV2`,
      second === undefined
        ? `For what changed since ${word}, write ${ofBase}; for what ${word} itself changed, ${ofRange}`
        : `Write ${ofRange}`,
    );
  }
  return unknown(
    `no environment or cluster is called ${word}`,
    didYouMean(word, targets, 'environment or cluster'),
  );
}

/** The finding for a range `REV1..REV2` of two environments, or two clusters, of the work tree's fleet. */
export function misnamedRange(
  { root }: Context,
  command: 'plan' | 'report',
  range: string | undefined,
): Diagnostic | undefined {
  const names = range?.split('..') ?? [];
  const { fleet } = loadFleet(diskHost(root), FLEET_FILE, { withRules: false });
  const kinds = fleet ? names.map((name) => kindOfName(name, fleet.spec)) : [];
  if (kinds.length < 2 || kinds.some((kind) => kind === undefined || kind === 'a pool')) return undefined;
  return unknown(
    `${names.join(' and ')} are names in ${FLEET_FILE}, and ${command} takes revisions as REV1..REV2`,
    `To compare them, write ${commandLine('diff', names)}; for what a change does to both, ${commandLine(command, names)}`,
  );
}

function unknown(message: string, help: string): Diagnostic {
  return { code: 'unknown-target', severity: 'error', message, help };
}
