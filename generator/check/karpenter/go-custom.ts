import type { Value } from '@kustomize-ts/core';
import { parseDuration, parseQuantity } from '@poolwright/crd-validator/go';
import type { Decoder } from './go-type.ts';

/** Why a type that decodes itself refuses a value: its own words, or a JSON value of the wrong kind. */
export type CustomProblem = { error: string } | { found: string; wanted: string };

/** Decodes as UnmarshalJSON of the types of apimachinery, component-base and Karpenter do. */
export function decodeCustom(value: Value, decoder: Decoder): CustomProblem | undefined {
  if (decoder === 'any') return undefined;
  if (decoder === 'quantity') return quantityProblem(value);
  if (decoder === 'time') return timeProblem(value);
  if (decoder === 'time-or-duration' && typeof value !== 'string') return integerProblem(value);
  return durationProblem(value, decoder === 'nillable-duration');
}

function durationProblem(value: Value, never: boolean): CustomProblem | undefined {
  if (value !== null && typeof value !== 'string') return { found: jsonKind(value), wanted: 'string' };
  if (never && value === 'Never') return undefined;
  const parsed = parseDuration(value ?? '');
  return 'error' in parsed ? parsed : undefined;
}

function quantityProblem(value: Value): CustomProblem | undefined {
  if (value === null || typeof value === 'bigint') return undefined;
  const text = typeof value === 'object' ? '{}' : String(value);
  const parsed = parseQuantity(text.trim());
  return 'error' in parsed ? parsed : undefined;
}

function timeProblem(value: Value): CustomProblem | undefined {
  if (value === null) return undefined;
  if (typeof value !== 'string') return { found: jsonKind(value), wanted: 'string' };
  const rfc3339 = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/;
  if (rfc3339.test(value)) return undefined;
  return {
    error: `parsing time "${value}" as "2006-01-02T15:04:05Z07:00": cannot parse "${value}" as "2006"`,
  };
}

function integerProblem(value: Value): CustomProblem | undefined {
  if (value === null || typeof value === 'bigint') return undefined;
  if (typeof value === 'number' && Number.isInteger(value)) return undefined;
  const found = typeof value === 'number' ? `number ${value}` : jsonKind(value);
  return { found, wanted: 'int64' };
}

function jsonKind(value: Value): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'object') return 'object';
  if (typeof value === 'boolean') return 'bool';
  return typeof value === 'string' ? 'string' : 'number';
}
