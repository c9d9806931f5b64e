import { byEffect, withoutPlaces } from '../../plan/change.ts';
import type { PlanEntry } from '../../plan/entry.ts';
import type { Plan } from '../../plan/plan.ts';
import type { Upgrade } from '../../plan/upgrade/upgrade.ts';
import {
  escapeCell,
  escapeHtml,
  fitted,
  LONGEST_COMMENT,
  NOTHING_TO_REPORT,
  tableRow,
} from '../markdown-text.ts';
import { plural } from '../scope.ts';
import { deliverySections } from './delivery.ts';
import { instanceLines } from './instances.ts';
import {
  alike,
  causeLine,
  changeLine,
  clustersText,
  type Section,
  type SectionEntry,
  sectionsOf,
} from './lines.ts';
import { mergeRegions } from './regions.ts';
import { renameLines } from './renames.ts';
import { nodeLines } from './running.ts';
import { scheduleLines } from './schedule.ts';
import { sentenceOf } from './summary.ts';
import { timeIn } from './time-text.ts';
import { type UpgradeSection, upgradeLines, upgradeSections, upgradeTitle } from './upgrade.ts';

/** Room for the lines that count what did not fit, and for a few findings behind the plan. */
const RESERVED = 2_000;

const TABLE_HEAD = '| environment | pool | effect | nodes | clusters |\n|---|---|---|---|---|\n';

/**
 * A plan as a pull request's comment: the sentence, a table of changed pools, details folded. What does not fit into a comment of GitHub
 * is left out as whole rows and sections, and counted.
 */
export function planMarkdown(plan: Plan, timeZone: string, upgrades: readonly Upgrade[] = []): string {
  const head = `### Plan: ${escapeCell(sentenceOf(plan, upgrades))}\n\nAgainst ${escapeCell(plan.base)}.\n`;
  const parts: [texts: string[], room: number, moreText: (more: number) => string][] = [
    [
      upgradeSections(upgrades).map((upgrade) => upgradeSection(upgrade, plan)),
      LONGEST_COMMENT / 4,
      (more) => `\n${plural(more, 'more upgrade')} did not fit.\n`,
    ],
    [
      tableRows(plan.entries),
      LONGEST_COMMENT / 4,
      (more) => `\n${plural(more, 'more change')} did not fit into the table.\n`,
    ],
    [
      sectionsOf(plan.entries).map((one) => sectionText(one, timeZone)),
      LONGEST_COMMENT,
      (more) => `\n${plural(more, 'more section')} did not fit: see \`poolwright plan --verbose\`.\n`,
    ],
    [
      deliverySections(plan, false).map(({ title, clusters, lines }) =>
        folded(
          `${title} ${clusters}`,
          lines.map((line) => `- ${escapeCell(line)}\n`),
          'more step',
        ),
      ),
      LONGEST_COMMENT,
      (more) => `\n${plural(more, 'more order')} of delivery did not fit.\n`,
    ],
  ];
  const renamed = renameLines(plan, false).map((line) => `\n${escapeCell(line)}\n`);
  const isEmpty = parts.every(([texts]) => texts.length === 0);
  if (isEmpty) return `${head}\n${NOTHING_TO_REPORT}`;
  return parts.reduce(
    (out, [texts, room, moreText]) =>
      out + fitted(texts, Math.min(room, LONGEST_COMMENT - RESERVED - out.length), moreText),
    head + renamed.join(''),
  );
}

/** The changed pools, the worst first and each once for all environments in which the same happens to it, below the table's head. */
function tableRows(entries: readonly PlanEntry[]): string[] {
  const sorted = entries.toSorted((a, b) => byEffect(a.change, b.change));
  const same = alike(mergeRegions(sorted), ({ from, change, schedule, nodes }) => [
    from,
    withoutPlaces(change),
    schedule,
    nodes,
  ]);
  const [first, ...others] = same.map(row);
  return first === undefined ? [] : [`\n${TABLE_HEAD}${first}`, ...others];
}

function upgradeSection(upgrade: UpgradeSection, plan: Plan): string {
  const lines = upgradeLines(upgrade, plan).map((line) => `- ${escapeCell(line)}\n`);
  return folded(upgradeTitle(upgrade), lines, 'more line');
}

function row(same: readonly SectionEntry[]): string {
  const [entry] = same;
  if (!entry) return '';
  const { change, schedule } = entry;
  const environments = [...new Set(same.map(({ environment }) => environment))].join(', ');
  const clusters = same.flatMap((one) => one.clusters);
  const nodes = schedule === undefined ? '' : `${schedule.nodes}${schedule.isAssumed ? ' assumed' : ''}`;
  const cells = [
    environments,
    change.pool,
    changeLine(change),
    nodes,
    clustersText({ ...entry, clusters }, 3),
  ];
  return tableRow(cells);
}

function sectionText(section: Section, timeZone: string): string {
  const lines = section.entries.flatMap(
    ({ change: { pool, causes, others }, schedule, nodes, instances }) => [
      ...[...causes, ...others].map(
        (cause) =>
          `- **${escapeCell(pool)}** ${escapeCell(causeLine(cause))}${cause.note === undefined ? '' : `<br>${escapeCell(cause.note)}`}\n`,
      ),
      ...instanceLines(instances).flatMap(({ text, places }) => [
        `- **${escapeCell(pool)}** ${escapeCell(text)}\n`,
        ...places.map((place) => `  - ${escapeCell(place)}\n`),
      ]),
      ...[
        ...(nodes ? nodeLines(nodes, false) : []),
        ...(schedule ? scheduleLines(pool, schedule, timeIn(timeZone)) : []),
      ].map((line) => `- **${escapeCell(pool)}** ${escapeCell(line)}\n`),
    ],
  );
  return folded(`${section.environments.join(', ')}: ${clustersText(section)}`, lines, 'more field');
}

/** A folded list, which is closed whatever does not fit into it. */
function folded(title: string, lines: readonly string[], noun: string): string {
  const list = fitted(lines, LONGEST_COMMENT / 8, (more) => `- and ${plural(more, noun)}\n`);
  return `\n<details><summary>${escapeHtml(title)}</summary>\n\n${list}\n</details>\n`;
}
