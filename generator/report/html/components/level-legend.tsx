import type { JSX } from 'preact';
import type { AllowedTuple } from '../data/calendar.ts';
import { LEVELS, levelOf } from '../data/levels.ts';
import { Legend } from './legend.tsx';

/** What the colours of a calendar mean, those alone that it has. */
export function LevelLegend({
  spans,
  nodes,
}: {
  spans: readonly AllowedTuple[];
  nodes: number;
}): JSX.Element {
  const used = new Set(spans.map(([, , allowed]) => levelOf(allowed ?? Number.POSITIVE_INFINITY, nodes)));
  return <Legend entries={LEVELS.filter((level) => used.has(level))} />;
}
