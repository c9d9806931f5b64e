import type { Value } from '../value.ts';
import { type Mark, YamlError } from './error.ts';

/**
 * Refuses what JSON, through which every value goes, has no word for.
 *
 * @param at where to report it
 */
export function checkFinite(value: Value, at: Mark): void {
  const seen = new Set<Value>();
  const waiting = [value];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next === 'number' && !Number.isFinite(next)) throw unsupportedValue(next, at);
    if (typeof next !== 'object' || next === null || seen.has(next)) continue;
    seen.add(next);
    for (const part of Object.values(next)) waiting.push(part);
  }
}

/** The error of Go's encoding/json. */
export function unsupportedValue(value: number, at: Mark): YamlError {
  const name = Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf';
  return new YamlError(`unsupported value: ${name}`, at, `json: unsupported value: ${name}`);
}
