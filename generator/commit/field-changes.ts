import type { Value } from '@kustomize-ts/core';
import { differences } from '../plan/differences.ts';
import { changeText, oneLine } from '../plan/value-text.ts';

/** What is different between two YAML values, a line for each field: `limits.cpu 512 → 1024`. */
export function fieldChanges(old: unknown, now: unknown): string[] {
  return differences(old as Value | undefined, now as Value | undefined).map(({ label, before, after }) =>
    `${oneLine(label)} ${changeText(before, after)}`.trim(),
  );
}
