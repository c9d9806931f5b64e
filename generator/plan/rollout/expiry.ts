import { durationMs } from '../../instances/objects/duration.ts';
import type { Wave } from './run.ts';

/** Milliseconds since 1970. */
export interface TimeSpan {
  start: number;
  end: number;
}

/**
 * When the nodes of a roll expire together: a roll gives them all nearly the same age, and expiry respects no
 * budget and launches no replacement first (core v1.15.0, pkg/controllers/nodeclaim/expiration).
 * @param expireAfter as in `spec.template.spec`: a duration, or `Never`; absent means the CRD's default of 720h
 * @returns undefined where the nodes never expire, or none was replaced
 */
export function expiryEcho(waves: readonly Wave[], expireAfter = '720h'): TimeSpan | undefined {
  const [first, last] = [waves[0], waves.at(-1)];
  const expireMs = durationMs(expireAfter);
  if (expireMs === undefined || first === undefined || last === undefined) return undefined;
  return { start: first.start + expireMs, end: last.end + expireMs };
}
