import { isObject, type Value, type ValueObject } from '@kustomize-ts/core';
import { goQuote } from '@poolwright/crd-validator/go';
import { nearest } from '../../diagnostics/suggest.ts';
import type { Path } from '../../load/path.ts';
import type { Problem } from './finding.ts';
import { decodeCustom } from './go-custom.ts';
import { kindOf, scalarProblem } from './go-scalar.ts';
import { type Decoder, type GoType, goType } from './go-type.ts';
import { DURATION_HELP, goTypeHelp, QUANTITY_HELP } from './help.ts';

/** The strict errors that sigs.k8s.io/json keeps at most. */
const maxUnknown = 100;

/** Where a value is, in what holds it. */
interface Place {
  holder: Place | undefined;
  step: string | number;
  /** The innermost struct that it is in. */
  struct: string;
  /** Where it is a field of that struct: the embedded structs that lead to it. */
  through: readonly string[] | undefined;
}

/** `abort` ends Go's decoding there and then: an error of a type that decodes itself. */
interface Fault {
  kind: 'abort' | 'mismatch' | 'unknown';
  problem: Problem;
}

/**
 * What Go's JSON decoding of the value into that type would say: one error if it fails, else in `strict` mode
 * one for each unknown field. Rules: sigs.k8s.io/json, internal/golang/encoding/json/decode.go.
 */
export function decodeProblems(value: Value, type: string, strict = false): Problem[] {
  const faults: Fault[] = [];
  findFaults(value, goType(type), undefined, { strict, faults });
  if (faults.length === 0) return [];
  faults.sort((a, b) => compareGoOrder(a.problem.path, b.problem.path));
  const found = faults.find(({ kind }) => kind === 'abort') ?? faults.find(({ kind }) => kind === 'mismatch');
  return found ? [found.problem] : faults.slice(0, maxUnknown).map(({ problem }) => problem);
}

/** The order in which Go decodes: of lists, and of maps as it writes them as JSON. */
function compareGoOrder(a: Path, b: Path): number {
  const at = a.findIndex((step, index) => step !== b[index]);
  return (a[at] ?? 0) < (b[at] ?? 0) ? -1 : 1;
}

interface Decoding {
  strict: boolean;
  faults: Fault[];
}

function findFaults(value: Value, type: GoType, at: Place | undefined, decoding: Decoding): void {
  if (type.kind === 'custom') findCustomFault(value, type, at, decoding);
  else if (value === null) return;
  else if (type.kind === 'list' && Array.isArray(value))
    for (const [index, item] of value.entries())
      findFaults(item, type.element, elementOf(at, index), decoding);
  else if (type.kind === 'map' && isObject(value))
    for (const key of Object.keys(value))
      findFaults(value[key] ?? null, type.element, elementOf(at, key), decoding);
  else if (type.kind === 'struct' && isObject(value)) findFieldFaults(value, type, at, decoding);
  else {
    const found = kindOfWrong(value, type);
    if (found !== undefined)
      decoding.faults.push({
        kind: 'mismatch',
        problem: {
          message: mismatchText(found, type.printed, at),
          help: goTypeHelp(type.printed),
          path: pathOf(at),
        },
      });
  }
}

/** How Go names a value that is not of the type; undefined where it is. */
function kindOfWrong(value: Exclude<Value, null>, type: GoType): string | undefined {
  if (Array.isArray(value)) return 'array';
  if (isObject(value)) return 'object';
  return type.kind === 'scalar' ? scalarProblem(value, type.scalar) : kindOf(value);
}

function findCustomFault(
  value: Value,
  type: GoType & { kind: 'custom' },
  at: Place | undefined,
  { faults }: Decoding,
): void {
  if (value === null && type.pointer) return;
  const problem = decodeCustom(value, type.decoder);
  if (problem === undefined) return;
  const message = 'wanted' in problem ? mismatchText(problem.found, problem.wanted, at) : problem.error;
  faults.push({
    kind: 'abort',
    problem: { message, help: CUSTOM_HELP[type.decoder], path: pathOf(at) },
  });
}

const CUSTOM_HELP: Readonly<Record<Decoder, string>> = {
  duration: DURATION_HELP,
  'nillable-duration': `${DURATION_HELP}; or Never`,
  'time-or-duration': DURATION_HELP,
  time: 'Write a time such as 2026-01-31T09:00:00Z',
  quantity: QUANTITY_HELP,
  any: 'Correct the value',
};

function findFieldFaults(
  value: ValueObject,
  type: GoType & { kind: 'struct' },
  at: Place | undefined,
  decoding: Decoding,
): void {
  for (const key of Object.keys(value)) {
    const field = type.field(key);
    const place = { holder: at, step: key, struct: type.name, through: field?.through };
    if (field) findFaults(value[key] ?? null, field.type, place, decoding);
    else if (decoding.strict)
      decoding.faults.push({ kind: 'unknown', problem: unknownField(pathOf(place), type.names) });
  }
}

function elementOf(holder: Place | undefined, step: string | number): Place {
  return { holder, step, struct: holder?.struct ?? '', through: undefined };
}

function pathOf(at: Place | undefined): Path {
  return at === undefined ? [] : [...pathOf(at.holder), at.step];
}

function unknownField(path: Path, known: readonly string[]): Problem {
  const text = path.map((part, at) =>
    typeof part === 'number' ? `[${part}]` : at === 0 ? part : `.${part}`,
  );
  const meant = nearest(String(path.at(-1)), known);
  return {
    message: `unknown field ${goQuote(text.join(''))}`,
    help: meant === undefined ? 'Correct the name of the field, or remove it' : `Did you mean ${meant}?`,
    path,
    part: 'key',
  };
}

function mismatchText(found: string, wanted: string, at: Place | undefined): string {
  const names = fieldNames(at).join('.');
  const target = names === '' ? 'value' : `struct field ${at?.struct}.${names}`;
  return `json: cannot unmarshal ${found} into Go ${target} of type ${wanted}`;
}

/** The names of the fields that lead to a value, as Go's errors print them. */
function fieldNames(at: Place | undefined): (string | number)[] {
  if (at === undefined) return [];
  const own = at.through === undefined ? [] : [...at.through, at.step];
  return [...fieldNames(at.holder), ...own];
}
