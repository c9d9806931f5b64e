import { isObject, type Value } from '@kustomize-ts/core';
import { goQuote } from '@poolwright/crd-validator/go';
import type { Path } from '../../load/path.ts';
import type { Problem } from './finding.ts';
import { decodeCustom } from './go-custom.ts';
import { fitsGoType } from './go-fits.ts';
import { kindOf, scalarProblem } from './go-scalar.ts';
import { type Decoder, type GoType, goType } from './go-type.ts';
import { DURATION_HELP, goTypeHelp, QUANTITY_HELP } from './help.ts';

/** The strict errors that sigs.k8s.io/json keeps at most. */
const maxUnknown = 100;

interface Context {
  strict: boolean;
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
  if (fitsGoType(value, type, strict)) return [];
  const out: Outcome = { unknown: [] };
  const abort = decode(value, goType(type), { strict, struct: '', stack: [], path: [], out });
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
  return new Abort({ message, help: CUSTOM_HELP[type.decoder], path: context.path });
}

const CUSTOM_HELP: Readonly<Record<Decoder, string>> = {
  duration: DURATION_HELP,
  'nillable-duration': `${DURATION_HELP}; or Never`,
  'time-or-duration': DURATION_HELP,
  time: 'Write a time such as 2026-01-31T09:00:00Z',
  quantity: QUANTITY_HELP,
  any: 'Correct the value',
};

function list(values: readonly Value[], element: GoType, context: Context): Abort | undefined {
  for (const [index, value] of values.entries()) {
    const abort = decode(value, element, { ...context, path: [...context.path, index] });
    if (abort !== undefined) return abort;
  }
  return undefined;
}

function map(value: { [key: string]: Value }, element: GoType, context: Context): Abort | undefined {
  for (const key of keysOf(value)) {
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
  for (const key of keysOf(value)) {
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

// in the order in which Go writes a map as JSON
function keysOf(value: { [key: string]: Value }): string[] {
  return Object.keys(value).sort();
}

function unknownField(path: Path, out: Outcome): void {
  if (out.unknown.length >= maxUnknown) return;
  const text = path.map((part, at) =>
    typeof part === 'number' ? `[${part}]` : at === 0 ? part : `.${part}`,
  );
  out.unknown.push({
    message: `unknown field ${goQuote(text.join(''))}`,
    help: 'Correct the name of the field, or remove it',
    path,
  });
}

function mismatch(found: string, wanted: string, context: Context): undefined {
  context.out.first ??= {
    message: mismatchText(found, wanted, context),
    help: goTypeHelp(wanted),
    path: context.path,
  };
}

function mismatchText(found: string, wanted: string, { struct: name, stack }: Context): string {
  const target = stack.length === 0 ? 'value' : `struct field ${name}.${stack.join('.')}`;
  return `json: cannot unmarshal ${found} into Go ${target} of type ${wanted}`;
}
