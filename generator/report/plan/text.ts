import { byEffect, type Effect } from '../../plan/change.ts';
import type { Plan } from '../../plan/plan.ts';
import type { Upgrade } from '../../plan/upgrade/upgrade.ts';
import { type Colors, createColors } from '../colors.ts';
import { printable } from '../printable.ts';
import { plural } from '../scope.ts';
import { deliverySections } from './delivery.ts';
import { flatLines, instanceLines } from './instances.ts';
import { causeLine, changeLine, clustersText, MARKS, type SectionEntry, sectionsOf } from './lines.ts';
import { mergeRegions } from './regions.ts';
import { renameLines } from './renames.ts';
import { nodeLines } from './running.ts';
import { scheduleLines, stripText } from './schedule.ts';
import { sentenceOf } from './summary.ts';
import { timeIn } from './time-text.ts';
import { upgradeLines, upgradeSections, upgradeTitle } from './upgrade.ts';
import { verdictOf } from './verdict.ts';

export interface PlanTextOptions {
  color: boolean;
  /** Whether to show what has no effect on nodes beside what has, and every cause. */
  verbose: boolean;
  /** An IANA time zone. */
  timeZone: string;
}

/** Causes of one pool that are shown unless --verbose shows all. */
const MOST_CAUSES = 5;

const PAINT: Record<Effect, 'red' | 'yellow' | 'cyan' | 'green' | 'dim'> = {
  deleted: 'red',
  stalls: 'red',
  all: 'yellow',
  some: 'yellow',
  unknown: 'yellow',
  absorbed: 'cyan',
  'new-nodes': 'green',
  none: 'dim',
};

/** A plan for a person: a sentence, then each environment with its changed pools, the worst first. */
export function planText(
  plan: Plan,
  { color, verbose, timeZone }: PlanTextOptions,
  upgrades: readonly Upgrade[] = [],
): string {
  const colors = createColors(color);
  const worthKnowing = plan.entries.filter(({ change }) => verdictOf(change) !== 'none');
  const shown = verbose || worthKnowing.length === 0 ? plan.entries : worthKnowing;
  const hidden = mergeRegions(plan.entries).length - mergeRegions(shown).length;
  const blocks = sectionsOf(shown).map((section) => {
    const { environments, entries } = section;
    const title = `${colors.bold(environments.join(', '))}: ${colors.dim(clustersText(section))}`;
    const width = Math.max(...entries.map(({ change }) => change.pool.length));
    const sorted = entries.toSorted((a, b) => byEffect(a.change, b.change));
    return [
      title,
      ...sorted.flatMap((entry) => changeLines(entry, width, { color, verbose, timeZone }, colors)),
    ]
      .map(printable)
      .join('\n');
  });
  const differing = plan.outOfSync.map(
    ({ cluster, object, fields }) =>
      `${colors.yellow('differs')} ${object} in ${cluster} does not match the base in git${fields.length > 0 ? `: ${fields.join(', ')}` : ''}`,
  );
  const pronoun = hidden === 1 ? 'it' : 'them';
  const parts = [
    `Against ${plan.base}: ${colors.bold(sentenceOf(plan, upgrades))}`,
    ...upgradeSections(upgrades).map((upgrade) =>
      [
        colors.bold(printable(upgradeTitle(upgrade))),
        ...upgradeLines(upgrade, plan).map((line) => `  ${printable(line)}`),
      ].join('\n'),
    ),
    ...blocks,
    ...deliverySections(plan, verbose).map((section) =>
      [
        `${colors.bold(section.title)} ${colors.dim(section.clusters)}`,
        ...section.lines.map((line) => `  ${line}`),
      ]
        .map(printable)
        .join('\n'),
    ),
    renameLines(plan, verbose)
      .map((line) => `${colors.cyan('note:')} ${printable(line)}`)
      .join('\n'),
    differing.map(printable).join('\n'),
    hidden === 0
      ? ''
      : colors.dim(
          `${plural(hidden, 'change')} that ${hidden === 1 ? 'replaces' : 'replace'} no node: --verbose shows ${pronoun}`,
        ),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** A pool's line, its causes, and when its nodes go. */
function changeLines(
  { change, schedule, nodes, instances }: SectionEntry,
  width: number,
  { verbose, timeZone }: PlanTextOptions,
  colors: Colors,
): string[] {
  const { pool, effect, causes, others } = change;
  const paint = colors[PAINT[effect]];
  const listed = [...causes, ...others].slice(0, verbose ? undefined : MOST_CAUSES);
  const hidden = causes.length + others.length - listed.length;
  const notes = [...new Set(listed.flatMap(({ note }) => note ?? []))];
  return [
    `  ${paint(MARKS[effect])} ${colors.bold(pool.padEnd(width))}  ${paint(changeLine(change))}`,
    ...listed.map((cause) => `      ${causeLine(cause)}`),
    ...(hidden > 0
      ? [
          `      ${colors.dim(`and ${plural(hidden, 'more field')}: --verbose shows ${hidden === 1 ? 'it' : 'them'}`)}`,
        ]
      : []),
    ...notes.map((note) => `      ${colors.cyan('note:')} ${note}`),
    ...flatLines(instanceLines(instances), '  ').map((line) => `      ${line}`),
    ...(nodes ? nodeLines(nodes, verbose).map((line) => `      ${line}`) : []),
    ...(schedule ? scheduleLines(pool, schedule, timeIn(timeZone)).map((line) => `      ${line}`) : []),
    ...(schedule && verbose
      ? stripText(schedule, timeZone).map((line) => `        ${colors.dim(line)}`)
      : []),
  ];
}
