/**
 * The price of an instance with Linux for an hour.
 *
 * - `exact`: a published price of that region at that date.
 * - `estimated`: the price of us-east-1 times the ratio of the region to us-east-1, as it was for the family in
 *   the snapshot of `ratioDate`.
 * - `given`: from a price file of the user.
 * - `unknown`: no source names one.
 */
export type Price =
  | { kind: 'exact'; dollarsPerHour: number; date: string }
  | { kind: 'estimated'; dollarsPerHour: number; date: string; ratioDate: string }
  | { kind: 'given'; dollarsPerHour: number }
  | { kind: 'unknown' };

/** What an instance cost on the spot market of a region, over the zones and the days before a date. */
export interface SpotRange {
  lowest: number;
  highest: number;
  /** When the snapshot was taken: a year and a month at least. */
  date: string;
}
