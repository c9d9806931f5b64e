import { createColors } from 'picocolors';
import { byEffect, type Effect, type PoolChange } from '../../plan/change.ts';
import type { Plan } from '../../plan/plan.ts';
import { printable } from '../printable.ts';
import { plural } from '../scope.ts';
import { causeLine, changeLine, clustersText, MARKS, sectionsOf } from './lines.ts';
import { summaryText } from './summary.ts';

export interface PlanTextOptions {
  color: boolean;
  /** Whether to show what has no effect on nodes, too, and every cause. */
  verbose: boolean;
}

/** Causes of one pool that are shown where not all are asked for. */
const MOST_CAUSES = 5;

type Colors = ReturnType<typeof createColors>;

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
export function planText(plan: Plan, { color, verbose }: PlanTextOptions): string {
  const colors = createColors(color);
  const shown = verbose ? plan.entries : plan.entries.filter(({ change }) => change.effect !== 'none');
  const hidden = plan.entries.length - shown.length;
  const blocks = sectionsOf(shown).map(([first, all]) => {
    const title = `${colors.bold(first.environment)} ${colors.dim(clustersText(first))}`;
    const width = Math.max(...all.map(({ change }) => change.pool.length));
    const changes = all.map(({ change }) => change).toSorted(byEffect);
    return [title, ...changes.flatMap((change) => changeLines(change, width, verbose, colors))]
      .map(printable)
      .join('\n');
  });
  const more =
    hidden === 0
      ? []
      : [
          colors.dim(
            `${plural(hidden, 'change')} without effect on nodes: --verbose shows ${hidden === 1 ? 'it' : 'them'}`,
          ),
        ];
  return `${[`Against ${plan.base}: ${colors.bold(summaryText(plan))}`, ...blocks, ...more].join('\n\n')}\n`;
}

function changeLines(change: PoolChange, width: number, verbose: boolean, colors: Colors): string[] {
  const { pool, effect, causes, others } = change;
  const paint = colors[PAINT[effect]];
  const listed = verbose ? [...causes, ...others] : causes.slice(0, MOST_CAUSES);
  const hidden = causes.length + others.length - listed.length;
  const notes = [...new Set(listed.flatMap(({ note }) => note ?? []))];
  return [
    `  ${paint(MARKS[effect])} ${colors.bold(pool.padEnd(width))}  ${paint(changeLine(change))}`,
    ...listed.map((cause) => `      ${causeLine(cause)}`),
    ...(hidden > 0 ? [`      ${colors.dim(`and ${plural(hidden, 'more field')}`)}`] : []),
    ...notes.map((note) => `      ${colors.cyan('note:')} ${note}`),
  ];
}
