/**
 * The price of an instance with Linux for an hour.
 *
 * - `exact`: a published price of that region at that date.
 * - `estimated`: the price of us-east-1 at that date times the region's ratio to us-east-1 at `ratioDate`, of the
 *   type's own family or, for a newer family, of the one that is named `like`.
 * - `given`: from a price file of the user.
 * - `unknown`: no source names one.
 */
export type Price =
  | { kind: 'exact'; dollarsPerHour: number; date: string }
  | { kind: 'estimated'; dollarsPerHour: number; date: string; like: string; ratioDate: string }
  | { kind: 'given'; dollarsPerHour: number }
  | { kind: 'unknown' };

/** What an instance cost on the spot market of a region, over its zones, in the days before a date; at most the on-demand price. */
export interface SpotRange {
  lowest: number;
  highest: number;
  /** When the snapshot was taken. */
  date: string;
}
