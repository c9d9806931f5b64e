import { parseDuration } from '@poolwright/crd-validator/go';

/** The milliseconds of a duration as Go reads it; undefined for `Never`, other text and a missing value. */
export function durationMs(text: string | undefined): number | undefined {
  const parsed = parseDuration(text ?? '');
  return 'error' in parsed ? undefined : Number(parsed.nanoseconds / 1_000_000n);
}
