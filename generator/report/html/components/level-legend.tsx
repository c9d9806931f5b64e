import type { JSX } from 'preact';
import type { AllowedTuple } from '../data/calendar.ts';
import { levelsOf } from '../data/levels.ts';
import { Legend } from './legend.tsx';

/** What the colours of a calendar mean. */
export function LevelLegend({
  spans,
  nodes,
}: {
  spans: readonly AllowedTuple[];
  nodes: number;
}): JSX.Element {
  return <Legend entries={levelsOf(spans, nodes).entries} />;
}
