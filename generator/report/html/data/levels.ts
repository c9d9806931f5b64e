import type { AllowedTuple } from './calendar.ts';

/** A step of a heat map. */
export interface Level {
  /** A colour of `styles/plots.css`. */
  id: string;
  text: string;
}

/** The steps that a calendar has, and the step of a number of nodes; Infinity where nothing limits it. */
export interface Levels {
  entries: Level[];
  of(allowed: number): Level;
}

const NONE: Level = { id: 'level-0', text: 'none' };
const ALL: Level = { id: 'level-5', text: 'all, or no limit' };
const SHARES: readonly (Level & { most: number })[] = [
  { id: 'level-1', text: 'up to 10 % of the nodes', most: 0.1 },
  { id: 'level-2', text: 'up to 25 % of the nodes', most: 0.25 },
  { id: 'level-3', text: 'up to 50 % of the nodes', most: 0.5 },
  { id: 'level-4', text: 'less than all', most: 1 },
];
/** The colours of a few numbers, the smallest first. */
const COLORS: Readonly<Record<number, readonly string[]>> = {
  1: ['level-2'],
  2: ['level-1', 'level-3'],
  3: ['level-1', 'level-2', 'level-4'],
  4: ['level-1', 'level-2', 'level-3', 'level-4'],
};

/** The steps of a calendar: none, all, and each number between them, or shares of the nodes where there are many numbers. */
export function levelsOf(spans: readonly AllowedTuple[], nodes: number): Levels {
  const allowed = [...new Set(spans.map((span) => span[2] ?? Number.POSITIVE_INFINITY))];
  const numbers = allowed.filter((count) => count > 0 && count < nodes).sort((a, b) => a - b);
  const colors = COLORS[numbers.length];
  const between = new Map(
    numbers.map((count, i) => [
      count,
      colors ? { id: colors[i] ?? '', text: `${count} of ${nodes} nodes` } : shareOf(count / nodes),
    ]),
  );
  const entries = [
    ...(allowed.includes(0) ? [NONE] : []),
    ...new Set(between.values()),
    ...(allowed.some((count) => count > 0 && count >= nodes) ? [ALL] : []),
  ];
  return { entries, of: (count) => (count === 0 ? NONE : (between.get(count) ?? ALL)) };
}

function shareOf(share: number): Level {
  return SHARES.find(({ most }) => share <= most) ?? ALL;
}

/** `none may be replaced`, `3 of 30 nodes may be replaced at once`. */
export function allowedText(allowed: number, nodes: number): string {
  if (allowed === 0) return 'none may be replaced';
  if (allowed === Number.POSITIVE_INFINITY) return 'no limit';
  if (allowed >= nodes) return `all of ${nodes} nodes may be replaced at once`;
  return `${allowed} of ${nodes} nodes may be replaced at once`;
}
