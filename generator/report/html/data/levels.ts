/** How much of a pool may go at once, in steps that a plot can tell apart. */
export const LEVELS = [
  { id: 'level-0', text: 'none' },
  { id: 'level-1', text: 'up to 10 % of the nodes' },
  { id: 'level-2', text: 'up to 25 %' },
  { id: 'level-3', text: 'up to 50 %' },
  { id: 'level-4', text: 'less than all' },
  { id: 'level-5', text: 'all, or no limit' },
] as const;

/** The step of a number of nodes; Infinity where nothing limits it. */
export function levelOf(allowed: number, nodes: number): (typeof LEVELS)[number] {
  if (allowed === 0) return LEVELS[0];
  if (allowed >= nodes) return LEVELS[5];
  const share = allowed / nodes;
  return share <= 0.1 ? LEVELS[1] : share <= 0.25 ? LEVELS[2] : share <= 0.5 ? LEVELS[3] : LEVELS[4];
}

/** `none may go`, `3 of 30 nodes may go at once`. */
export function allowedText(allowed: number, nodes: number): string {
  if (allowed === 0) return 'none may go';
  if (allowed === Number.POSITIVE_INFINITY) return 'no limit';
  if (allowed >= nodes) return `all of ${nodes} nodes may go at once`;
  return `${allowed} of ${nodes} nodes may go at once`;
}
