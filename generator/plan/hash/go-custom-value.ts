import type { Value } from '@kustomize-ts/core';
import { parseDuration } from '@poolwright/crd-validator/go';
import { fnv, fnvIntegers, fnvText } from './fnv.ts';
import { combine, finish } from './mix.ts';
import { timeBytes } from './time-bytes.ts';
import { canonicalVolumeSize } from './volume-size.ts';

const hashes: Readonly<Record<string, (text: string) => bigint>> = {
  Duration: (text) => {
    const nanoseconds = nanosecondsOf(text);
    return nanoseconds === 0n ? fnvText('Duration') : hashDuration('Duration', nanoseconds);
  },
  // holds a pointer, so that 0s differs from Never
  NillableDuration: (text) => hashDuration('NillableDuration', nanosecondsOf(text)),
  // tagged hash:"string"
  Quantity: (text) => fnvText(canonicalVolumeSize(text)),
  Time: (text) => hashField('Time', 'Time', fnv(timeBytes(text))),
};

/** True for a Go type that decodes itself. */
export function isCustom(type: string): boolean {
  return Object.hasOwn(hashes, type);
}

/** The hash of such a type's value. */
export function hashCustom(value: Value | undefined, type: string): bigint {
  const hash = hashes[type];
  if (hash === undefined || typeof value !== 'string') throw new Error(`not a ${type}: ${String(value)}`);
  return hash(value);
}

function hashDuration(struct: string, nanoseconds: bigint): bigint {
  return hashField(struct, 'Duration', fnvIntegers(64, nanoseconds));
}

function hashField(struct: string, field: string, hash: bigint): bigint {
  return finish(fnvText(struct) ^ combine(fnvText(field), hash));
}

function nanosecondsOf(text: string): bigint {
  const parsed = parseDuration(text);
  if ('error' in parsed) throw new Error(parsed.error);
  return parsed.nanoseconds;
}
