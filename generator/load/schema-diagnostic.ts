import type { ErrorObject } from 'ajv';
import type { DiagnosticCode } from '../diagnostics/codes.ts';
import { boundHelp, patternHelp } from '../diagnostics/crd-help/values.ts';
import type { Diagnostic, Location } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import { fleetTemplateHelp, templateIn, unrenderedMessage } from '../diagnostics/template-syntax.ts';
import { dependencyHelp } from './dependency-help.ts';
import type { FleetSources } from './fleet.ts';
import { pointerSteps } from './json-pointer.ts';
import { isMaxUpdate, maxUpdateFault } from './max-update.ts';
import { misplacedKey } from './misplaced.ts';
import type { Locate, Path } from './path.ts';
import { described, ownTypes, scalarText, typeHelp, typeNames } from './schema-types.ts';
import { withoutVariable } from './variable-pattern.ts';

/** The fleet that does not follow its schema, and where it is written. */
interface Written {
  fleet: Record<string, unknown>;
  locate: Locate;
  textOf: FleetSources['textOf'];
}

/** An error of the schema, and the field that has it. */
interface Fault {
  error: ErrorObject;
  params: Record<string, unknown>;
  path: Path;
  /** Of the field, for people. */
  name: string;
}

/** What is wrong, and what to do. */
interface Finding {
  code: DiagnosticCode;
  message: string;
  help: string;
  /** The place, where it is not the value of the field. */
  at?: Location;
}

type Explain = (fault: Fault, written: Written) => Finding | undefined;

/** The diagnostic for an error of the schema; none where another error says the same. */
export function schemaDiagnostic(error: ErrorObject, written: Written): Diagnostic | [] {
  const path = pathOf(error.instancePath, written.fleet);
  const params = error.params as Record<string, unknown>;
  const fault = { error, params, path, name: fieldName(path) };
  const explain = Object.hasOwn(EXPLAIN, error.keyword) ? EXPLAIN[error.keyword] : undefined;
  const found = valueFault(fault) ?? (explain ?? outOfBounds)(fault, written);
  if (!found) return [];
  const { code, message, help, at = written.locate(path) } = found;
  return { code, severity: 'error', message, help, at };
}

/** What is wrong with a value whatever its schema says first. */
function valueFault({ error: { data }, path, name }: Fault): Finding | undefined {
  if (isMaxUpdate(path)) {
    const { takes, help } = maxUpdateFault(data);
    return invalid(`${name} cannot be ${JSON.stringify(data)}: it takes ${takes}`, help);
  }
  const template = typeof data === 'string' ? templateIn(data) : undefined;
  return (
    template && {
      code: 'unrendered-template',
      message: `${name}: ${unrenderedMessage(template)}`,
      help: fleetTemplateHelp(template),
    }
  );
}

const EXPLAIN: Readonly<Record<string, Explain>> = {
  additionalProperties: unknownField,
  required: ({ error, params, path, name }, { locate }) => ({
    code: 'missing-field',
    message: `${name} has no ${String(params.missingProperty)}`,
    help: `Add ${sampleOf(error, String(params.missingProperty))}`,
    at: locate(path, 'key'),
  }),
  type: ({ error: { data, parentSchema }, params, path, name }, { locate, textOf }) => {
    const types = String(params.type).split(',');
    const written = scalarText(locate(path), textOf);
    return {
      code: 'wrong-type',
      message: `${name} is ${described(data, written)}, not ${typeNames(types, parentSchema)}`,
      help: dependencyHelp(path, data) ?? typeHelp(path, data, ownTypes(types, parentSchema), written),
    };
  },
  enum: notAllowed,
  const: notAllowed,
  pattern: ({ error: { data, parentSchema }, params, path, name }) => {
    const pattern = withoutVariable(String(params.pattern));
    if (pattern === undefined) {
      const types = [parentSchema?.type ?? []].flat().map(String);
      return {
        code: 'wrong-type',
        message: `${name} is ${described(data, undefined)}, not ${typeNames(types, parentSchema)}`,
        help: typeHelp(path, data, ownTypes(types, parentSchema), undefined),
      };
    }
    const known = patternHelp(pattern, data, ownName(path));
    return invalid(
      `${name} cannot be ${JSON.stringify(data)}: it ${known ? `takes ${known.takes}` : `must match ${pattern}`}`,
      dependencyHelp(path, data) ?? known?.help ?? 'Correct the value',
    );
  },
  minLength: ({ error: { keyword }, params: { limit }, path, name }) =>
    invalid(
      limit === 1 ? `${name} is empty` : `${name} has fewer than ${limit} characters`,
      boundHelp(keyword, limit, ownName(path)) ?? 'Correct the value',
    ),
  minProperties: ({ error, name }) => invalid(`${name} is empty`, `Give it ${fieldsOf(error).join(' or ')}`),
  maxProperties: ({ error: { data }, name }) =>
    invalid(
      `${name} has ${Object.keys(data as object).join(' and ')}, but takes only one of them`,
      'Keep one, and remove the other',
    ),
};

function unknownField({ error, params, path }: Fault, { locate }: Written): Finding | undefined {
  const key = String(params.additionalProperty);
  const misplaced = misplacedKey(key, path, error.data as Record<string, unknown>);
  if (misplaced === 'folded') return undefined;
  const full = [...path, key];
  return {
    code: 'unknown-field',
    message: misplaced?.message ?? `unknown field ${fieldName(full)}`,
    help: misplaced?.help ?? didYouMean(key, fieldsOf(error), 'field'),
    at: locate(full, 'key'),
  };
}

function notAllowed({ error: { data }, params, name }: Fault): Finding {
  const allowed = (params.allowedValues ?? [params.allowedValue]) as unknown[];
  return invalid(
    `${name} cannot be ${JSON.stringify(data)}`,
    didYouMean(String(data), allowed.map(String), 'value'),
  );
}

function outOfBounds({ error: { keyword, message }, params, path, name }: Fault): Finding {
  return invalid(
    `${name} ${message ?? 'is not valid'}`,
    boundHelp(keyword, params.limit, ownName(path)) ?? 'Correct the value',
  );
}

function invalid(message: string, help: string): Finding {
  return { code: 'invalid-value', message, help };
}

/** A field that is missing, with its value where it has only one, and as a mapping where it is one. */
function sampleOf({ parentSchema }: ErrorObject, field: string): string {
  const {
    const: only,
    type,
    required,
  } = ((parentSchema?.properties ?? {}) as Record<string, FieldSchema>)[field] ?? {};
  if (only !== undefined) return `${field}: ${String(only)}`;
  return type === 'object' && required
    ? `${field}: { ${required.map((name) => `${name}: …`).join(', ')} }`
    : field;
}

/** What is read here of a field's schema. */
interface FieldSchema {
  const?: unknown;
  type?: unknown;
  required?: string[];
}

/** The fields that the schema has where an error is. */
function fieldsOf({ parentSchema }: ErrorObject): string[] {
  return Object.keys((parentSchema?.properties ?? {}) as object);
}

/** The steps of a JSON pointer, list indices as numbers. */
function pathOf(pointer: string, root: unknown): Path {
  let at: unknown = root;
  return pointerSteps(pointer).map((step) => {
    const key = Array.isArray(at) ? Number(step) : step;
    at = (at as Record<string | number, unknown> | undefined)?.[key];
    return key;
  });
}

/** The name of a field without those around it. */
function ownName(path: Path): string {
  return String(path.findLast((step) => typeof step === 'string') ?? 'the value');
}

function fieldName(path: Path): string {
  if (path.length === 0) return 'the fleet';
  return path
    .map((step, i) => (typeof step === 'number' ? `[${step}]` : i === 0 ? step : `.${step}`))
    .join('');
}
