import type { PlannedNode } from '../../plan/running-pool.ts';
import { distinct, plural, someOf } from '../scope.ts';

const FATES = [
  ['replaced', 'replaced'],
  ['deleted', 'deleted'],
  ['unknown', 'undecided'],
  ['leaving', 'already leaving'],
  ['stays', 'unchanged'],
] as const;

/** What happens to the running nodes of a pool: the counts, and with `all` a line for each node. */
export function nodeLines(nodes: readonly PlannedNode[], all: boolean): string[] {
  if (nodes.length === 0) return ['nodes: none are running'];
  const counts = FATES.flatMap(([fate, text]) => {
    const count = nodes.filter((node) => node.fate === fate).length;
    return count > 0 ? [`${count} ${text}`] : [];
  });
  const held = nodes.filter(({ fate, heldBy }) => fate === 'replaced' && heldBy !== undefined);
  const lines = [`nodes: of ${plural(nodes.length, 'node')}, ${counts.join(', ')}`];
  if (held.length > 0)
    lines.push(
      `held up: ${plural(held.length, 'node')} by ${someOf(distinct(held.flatMap(({ heldBy = [] }) => heldBy)))}`,
    );
  return all ? [...lines, ...nodes.map(nodeLine)] : lines;
}

function nodeLine({ name, fate, reason, already, field, heldBy }: PlannedNode): string {
  const [, text = fate] = FATES.find(([known]) => known === fate) ?? [];
  const why = [
    reason,
    already ? 'before the change' : undefined,
    field,
    heldBy === undefined ? undefined : `held up by ${someOf(distinct(heldBy))}`,
  ].filter((one) => one !== undefined);
  return `  ${name} ${text}${why.length > 0 ? `: ${why.join(', ')}` : ''}`;
}
