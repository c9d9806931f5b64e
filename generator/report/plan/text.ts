import { byEffect, type Effect } from '../../plan/change.ts';
import type { Plan } from '../../plan/plan.ts';
import type { Upgrade } from '../../plan/upgrade/upgrade.ts';
import { type Colors, createColors } from '../colors.ts';
import { printable } from '../printable.ts';
import { plural } from '../scope.ts';
import { deliverySections } from './delivery.ts';
import { flatLines, instanceLines } from './instances.ts';
import {
  causeLine,
  changeLine,
  clustersText,
  MARKS,
  type Section,
  type SectionEntry,
  sectionsOf,
} from './lines.ts';
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
export function planText(plan: Plan, options: PlanTextOptions, upgrades: readonly Upgrade[] = []): string {
  const { color, verbose } = options;
  const colors = paintPrintable(createColors(color));
  const worthKnowing = plan.entries.filter(({ change }) => verdictOf(change) !== 'none');
  const shown = verbose || worthKnowing.length === 0 ? plan.entries : worthKnowing;
  const hidden = mergeRegions(plan.entries).length - mergeRegions(shown).length;
  const parts = [
    `Against ${printable(plan.base)}: ${colors.bold(sentenceOf(plan, upgrades))}`,
    ...upgradeSections(upgrades).map((upgrade) =>
      block(colors.bold(upgradeTitle(upgrade)), indented(upgradeLines(upgrade, plan), 2)),
    ),
    ...sectionsOf(shown).map((section) => sectionBlock(section, options, colors)),
    ...deliverySections(plan, verbose).map(({ title, clusters, lines }) =>
      block(`${colors.bold(title)} ${colors.dim(clusters)}`, indented(lines, 2)),
    ),
    ...linesBlock(renameLines(plan, verbose).map((line) => `${colors.cyan('note:')} ${printable(line)}`)),
    ...linesBlock(
      plan.outOfSync.map((one) => `${colors.yellow('differs')} ${printable(outOfSyncText(one))}`),
    ),
    ...linesBlock(hidden === 0 ? [] : [colors.dim(hiddenText(hidden))]),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** Colors for texts that may hold control characters, which a color itself is made of. */
function paintPrintable(colors: Colors): Colors {
  const paint = Object.entries(colors).map(([name, color]) => [
    name,
    (text: string) => color(printable(text)),
  ]);
  return Object.fromEntries(paint) as Colors;
}

function indented(lines: readonly string[], spaces: number): string[] {
  return lines.map((line) => `${' '.repeat(spaces)}${printable(line)}`);
}

function block(title: string, lines: readonly string[]): string {
  return [title, ...lines].join('\n');
}

/** A block of some lines; an empty list makes no block. */
function linesBlock(lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [lines.join('\n')];
}

/** The changed pools of some clusters, the worst first. */
function sectionBlock(section: Section, options: PlanTextOptions, colors: Colors): string {
  const { environments, entries } = section;
  const width = Math.max(...entries.map(({ change }) => change.pool.length));
  return block(
    `${colors.bold(environments.join(', '))}: ${colors.dim(clustersText(section))}`,
    entries
      .toSorted((a, b) => byEffect(a.change, b.change))
      .flatMap((entry) => changeLines(entry, width, options, colors)),
  );
}

function outOfSyncText({ cluster, object, fields }: Plan['outOfSync'][number]): string {
  const which = fields.length > 0 ? `: ${fields.join(', ')}` : '';
  return `${object} in ${cluster} does not match the base in git${which}`;
}

function hiddenText(hidden: number): string {
  const [verb, pronoun] = hidden === 1 ? ['replaces', 'it'] : ['replace', 'them'];
  return `${plural(hidden, 'change')} that ${verb} no node: --verbose shows ${pronoun}`;
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
    ...indented(listed.map(causeLine), 6),
    ...(hidden > 0
      ? [
          `      ${colors.dim(`and ${plural(hidden, 'more field')}: --verbose shows ${hidden === 1 ? 'it' : 'them'}`)}`,
        ]
      : []),
    ...notes.map((note) => `      ${colors.cyan('note:')} ${printable(note)}`),
    ...indented(flatLines(instanceLines(instances), '  '), 6),
    ...indented(nodes ? nodeLines(nodes, verbose) : [], 6),
    ...indented(schedule ? scheduleLines(pool, schedule, timeIn(timeZone)) : [], 6),
    ...(schedule && verbose
      ? stripText(schedule, timeZone).map((line) => `        ${colors.dim(line)}`)
      : []),
  ];
}
