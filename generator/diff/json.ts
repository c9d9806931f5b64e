import { type FleetDiff, isEmptyDiff } from './diff.ts';
import { sentenceOf } from './text.ts';

/** A difference for programs, described by `schemas/diff.schema.json`. */
export interface DiffJson extends FleetDiff {
  /** Rises when a field changes its meaning. */
  formatVersion: 1;
  summary: string;
  same: boolean;
}

export function diffJson(diff: FleetDiff): DiffJson {
  return { formatVersion: 1, summary: sentenceOf(diff), same: isEmptyDiff(diff), ...diff };
}
