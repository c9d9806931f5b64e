import type { Value } from '@kustomize-ts/core';
import { goQuote } from '../schema/go-text.ts';
import { isObject } from '../schema/is-object.ts';
import type { Path, Problem } from './finding.ts';
import { decodeCustom } from './go-custom.ts';
import { type GoType, goType } from './go-type.ts';

/** The strict errors that sigs.k8s.io/json keeps at most. */
const maxUnknown = 100;

interface Context {
  strict: boolean;
  /** Keys are visited in their order in JSON; only the order of errors depends on it. */
  sorted: boolean;
  /** The innermost struct and the field names that lead to the value, as Go's errors print them. */
  struct: string;
  stack: readonly string[];
  path: Path;
  out: Outcome;
}

interface Outcome {
  first?: Problem;
  unknown: Problem[];
}

/** An error of a type that decodes itself ends the decoding there and then. */
class Abort {
  readonly problem: Problem;
  constructor(problem: Problem) {
    this.problem = problem;
  }
}

/**
 * What Go's JSON decoding of the value into that type would say: one error if it fails, else in `strict` mode
 * one for each unknown field. Rules: sigs.k8s.io/json, internal/golang/encoding/json/decode.go.
 */
export function decodeProblems(value: Value, type: string, strict = false): Problem[] {
  const quick = decodeOnce(value, type, strict, false);
  return quick.length === 0 ? quick : decodeOnce(value, type, strict, true);
}

function decodeOnce(value: Value, type: string, strict: boolean, sorted: boolean): Problem[] {
  const out: Outcome = { unknown: [] };
  const abort = decode(value, goType(type), { strict, sorted, struct: '', stack: [], path: [], out });
  if (abort !== undefined) return [abort.problem];
  return out.first === undefined ? out.unknown : [out.first];
}

function decode(value: Value, type: GoType, context: Context): Abort | undefined {
  if (type.kind === 'custom') return custom(value, type, context);
  if (value === null) return undefined;
  if (Array.isArray(value)) {
    return type.kind === 'list'
      ? list(value, type.element, context)
      : mismatch('array', type.printed, context);
  }
  if (isObject(value)) {
    if (type.kind === 'map') return map(value, type.element, context);
    return type.kind === 'struct' ? struct(value, type, context) : mismatch('object', type.printed, context);
  }
  const wrong = type.kind === 'scalar' ? scalarProblem(value, type.scalar) : kindOf(value);
  return wrong === undefined ? undefined : mismatch(wrong, type.printed, context);
}

function custom(value: Value, type: GoType & { kind: 'custom' }, context: Context): Abort | undefined {
  if (value === null && type.pointer) return undefined;
  const problem = decodeCustom(value, type.decoder);
  if (problem === undefined) return undefined;
  const message = 'wanted' in problem ? mismatchText(problem.found, problem.wanted, context) : problem.error;
  return new Abort({ message, path: context.path });
}

function list(values: readonly Value[], element: GoType, context: Context): Abort | undefined {
  for (const [index, value] of values.entries()) {
    const abort = decode(value, element, { ...context, path: [...context.path, index] });
    if (abort !== undefined) return abort;
  }
  return undefined;
}

function map(value: { [key: string]: Value }, element: GoType, context: Context): Abort | undefined {
  for (const key of keysOf(value, context)) {
    const abort = decode(value[key] ?? null, element, { ...context, path: [...context.path, key] });
    if (abort !== undefined) return abort;
  }
  return undefined;
}

function struct(
  value: { [key: string]: Value },
  type: GoType & { kind: 'struct' },
  context: Context,
): Abort | undefined {
  for (const key of keysOf(value, context)) {
    const field = type.field(key);
    const path = [...context.path, key];
    if (field === undefined) {
      if (context.strict) unknownField(path, context.out);
      continue;
    }
    const stack = [...context.stack, ...field.through, key];
    const abort = decode(value[key] ?? null, field.type, { ...context, struct: type.name, stack, path });
    if (abort !== undefined) return abort;
  }
  return undefined;
}

function keysOf(value: { [key: string]: Value }, context: Context): string[] {
  const keys = Object.keys(value);
  return context.sorted ? keys.sort() : keys;
}

function unknownField(path: Path, out: Outcome): void {
  if (out.unknown.length >= maxUnknown) return;
  const text = path.map((part, at) =>
    typeof part === 'number' ? `[${part}]` : at === 0 ? part : `.${part}`,
  );
  out.unknown.push({ message: `unknown field ${goQuote(text.join(''))}`, path });
}

function mismatch(found: string, wanted: string, context: Context): undefined {
  context.out.first ??= { message: mismatchText(found, wanted, context), path: context.path };
}

function mismatchText(found: string, wanted: string, { struct: name, stack }: Context): string {
  const target = stack.length === 0 ? 'value' : `struct field ${name}.${stack.join('.')}`;
  return `json: cannot unmarshal ${found} into Go ${target} of type ${wanted}`;
}

const ranges: Readonly<Record<string, readonly [bigint, bigint]>> = {
  int: [-(2n ** 63n), 2n ** 63n - 1n],
  int64: [-(2n ** 63n), 2n ** 63n - 1n],
  int32: [-(2n ** 31n), 2n ** 31n - 1n],
  uint32: [0n, 2n ** 32n - 1n],
};

/** How Go names the JSON value that does not fit, or undefined where it fits. */
function scalarProblem(value: string | number | bigint | boolean, scalar: string): string | undefined {
  const kind = kindOf(value);
  if (scalar === 'bool' || scalar === 'string') return kind === scalar ? undefined : kind;
  if (kind !== 'number') return kind;
  const range = ranges[scalar];
  if (range === undefined) return undefined;
  const whole = typeof value === 'bigint' || Number.isInteger(value) ? BigInt(value) : undefined;
  const fits = whole !== undefined && whole >= range[0] && whole <= range[1];
  return fits ? undefined : `number ${value}`;
}

function kindOf(value: string | number | bigint | boolean): string {
  if (typeof value === 'boolean') return 'bool';
  return typeof value === 'string' ? 'string' : 'number';
}
