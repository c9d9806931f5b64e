import type { TitledRoll } from '../../data/plot.ts';

/** How high a row is, in pixels: its title, and its bar below that. */
export const ROW = 48;

/** The rows of rolls, which have numbers since titles may be alike. */
export function rowsOf(rolls: readonly TitledRoll[]): string[] {
  return rolls.map((_roll, row) => String(row));
}
