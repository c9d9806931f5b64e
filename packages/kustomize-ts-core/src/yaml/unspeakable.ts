import type { Value } from '../value.ts';
import { type Mark, YamlError } from './error.ts';

/** What JSON, through which every value goes, has no word for. */
export interface Unspeakable {
  /** Where an infinity or NaN was first read. */
  number: Mark | undefined;
  /** Mappings with a key that has no text. */
  mappings: ReadonlyMap<Value, YamlError>;
}

/** Throws YamlError when the value still holds any of it: keys given later may have replaced it. */
export function checkSpeakable(value: Value, unspeakable: Unspeakable): void {
  const seen = new Set<Value>();
  const waiting = [value];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { number } = unspeakable;
    if (number && typeof next === 'number' && !Number.isFinite(next)) throw unsupportedValue(next, number);
    if (typeof next !== 'object' || next === null || seen.has(next)) continue;
    const refusal = unspeakable.mappings.get(next);
    if (refusal !== undefined) throw refusal;
    seen.add(next);
    for (const part of Object.values(next)) waiting.push(part);
  }
}

/** The error of Go's encoding/json. */
export function unsupportedValue(value: number, at: Mark): YamlError {
  const name = Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf';
  return new YamlError(`unsupported value: ${name}`, at, `json: unsupported value: ${name}`);
}
