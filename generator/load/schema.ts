import type { ErrorObject } from 'ajv';
import type { DiagnosticCode } from '../diagnostics/codes.ts';
import { boundHelp, patternHelp } from '../diagnostics/crd-help/values.ts';
import type { Diagnostic, Location } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import { fleetTemplateHelp, templateIn, unrenderedMessage } from '../diagnostics/template-syntax.ts';
import { dependencyHelp } from './dependency-help.ts';
import type { Path, SourceDocument } from './document.ts';
import type { FleetSources } from './fleet.ts';
import { fleetErrors } from './fleet-validator.ts';
import { pointerSteps } from './json-pointer.ts';
import { isMaxUpdate, maxUpdateFault } from './max-update.ts';
import { misplacedKey } from './misplaced.ts';

/** Sections without which there is no fleet; included files may hold parts of it. */
const REQUIRED_SECTIONS = ['karpenter', 'pools', 'environments'];

/**
 * Checks the whole fleet, its parts put together, against `schemas/fleet.schema.json`.
 * @param root the file the fleet starts in, for what is beside its spec
 */
export function checkShape(
  value: Record<string, unknown>,
  sources: FleetSources,
  root: SourceDocument,
): Diagnostic[] {
  const found = essential(fleetErrors(value)).flatMap((error) =>
    toDiagnostic(
      error,
      value,
      (path, part) => locate(path, part, sources, root),
      (file) => (file === root.file ? root.text : sources.textOf(file)),
    ),
  );
  const spec = value.spec as Record<string, unknown>;
  for (const section of REQUIRED_SECTIONS) {
    if (spec[section] !== undefined) continue;
    found.push({
      code: 'missing-field',
      severity: 'error',
      message: `the fleet has no spec.${section}`,
      help: `Declare ${section} under spec`,
      at: root.locate(['spec'], 'key'),
    });
  }
  return found;
}

type Locate = (path: Path, part?: 'key' | 'value') => Location;

function locate(
  path: Path,
  part: 'key' | 'value' | undefined,
  sources: FleetSources,
  root: SourceDocument,
): Location {
  return path[0] === 'spec' ? sources.locate(path.slice(1), part) : root.locate(path, part);
}

/**
 * ajv reports every branch of an `anyOf` and the `if` around a failed branch. Of several errors at one place only those that say most are
 * kept, and names are left to `checkNames`, which says how to fix them.
 */
function essential(errors: readonly ErrorObject[]): ErrorObject[] {
  const enums = new Set(
    errors.filter(({ keyword }) => keyword === 'enum').map(({ instancePath }) => instancePath),
  );
  return errors.filter(({ keyword, instancePath, propertyName }) => {
    if (isMaxUpdate(instancePath.split('/').slice(1))) return keyword === 'anyOf';
    if (keyword === 'if' || keyword === 'anyOf' || keyword === 'propertyNames' || propertyName !== undefined)
      return false;
    return keyword === 'enum' || !enums.has(instancePath);
  });
}

function toDiagnostic(
  error: ErrorObject,
  root: Record<string, unknown>,
  locateIn: Locate,
  textOf: FleetSources['textOf'],
): Diagnostic | [] {
  const path = pathOf(error.instancePath, root);
  const name = fieldName(path);
  const make = (code: DiagnosticCode, message: string, help: string, at = locateIn(path)): Diagnostic => ({
    code,
    severity: 'error',
    message,
    help,
    at,
  });
  if (isMaxUpdate(path)) {
    const { takes, help } = maxUpdateFault(error.data);
    return make('invalid-value', `${name} cannot be ${JSON.stringify(error.data)}: it takes ${takes}`, help);
  }
  const params = error.params as Record<string, unknown>;
  const template = typeof error.data === 'string' ? templateIn(error.data) : undefined;
  if (template)
    return make(
      'unrendered-template',
      `${name}: ${unrenderedMessage(template)}`,
      fleetTemplateHelp(template),
    );
  switch (error.keyword) {
    case 'additionalProperties': {
      const key = String(params.additionalProperty);
      const known = fieldsOf(error);
      const full = [...path, key];
      const misplaced = misplacedKey(key, path, error.data as Record<string, unknown>);
      if (misplaced === 'folded') return [];
      if (misplaced) return make('unknown-field', misplaced.message, misplaced.help, locateIn(full, 'key'));
      return make(
        'unknown-field',
        `unknown field ${fieldName(full)}`,
        didYouMean(key, known, 'field'),
        locateIn(full, 'key'),
      );
    }
    case 'required':
      return make(
        'missing-field',
        `${name} has no ${String(params.missingProperty)}`,
        `Give it a ${String(params.missingProperty)}`,
        locateIn(path, 'key'),
      );
    case 'type': {
      const wanted = typeNames(params.type, error.parentSchema);
      const written = scalarText(locateIn(path), textOf);
      return make(
        'wrong-type',
        `${name} is ${described(error.data, written)}, not ${wanted}`,
        dependencyHelp(path, error.data) ?? typeHelp(path, error.data, params.type, written),
      );
    }
    case 'enum':
    case 'const': {
      const allowed = (params.allowedValues ?? [params.allowedValue]) as unknown[];
      const texts = allowed.map(String);
      return make(
        'invalid-value',
        `${name} cannot be ${JSON.stringify(error.data)}`,
        didYouMean(String(error.data), texts, 'value'),
      );
    }
    case 'pattern': {
      const pattern = shownPattern(String(params.pattern));
      const known = patternHelp(pattern, error.data, ownName(path));
      return make(
        'invalid-value',
        `${name} cannot be ${JSON.stringify(error.data)}: it ${known ? `takes ${known.takes}` : `must match ${pattern}`}`,
        dependencyHelp(path, error.data) ?? known?.help ?? 'Correct the value',
      );
    }
    case 'minLength':
      return make(
        'invalid-value',
        params.limit === 1 ? `${name} is empty` : `${name} has fewer than ${params.limit} characters`,
        boundHelp(error.keyword, params.limit, ownName(path)) ?? 'Correct the value',
      );
    case 'minProperties':
      return make('invalid-value', `${name} is empty`, `Give it ${fieldsOf(error).join(' or ')}`);
    case 'maxProperties':
      return make(
        'invalid-value',
        `${name} has ${Object.keys(error.data as object).join(' and ')}, and takes one of them`,
        'Keep one, and remove the other',
      );
    default:
      return make(
        'invalid-value',
        `${name} ${error.message ?? 'is not valid'}`,
        boundHelp(error.keyword, params.limit, ownName(path)) ?? 'Correct the value',
      );
  }
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

function described(value: unknown, written: string | undefined): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  return typeof value === 'string'
    ? `the text ${JSON.stringify(value)}`
    : `the ${typeof value} ${written ?? String(value)}`;
}

const TYPE_NAMES: Record<string, string> = {
  object: 'a mapping',
  array: 'a list',
  string: 'text',
  null: 'null',
  integer: 'an integer',
  number: 'a number',
  boolean: 'true or false',
};

/** What is wanted, in words. Where only text with a variable in it is allowed beside another type, text is not named. */
function typeNames(type: unknown, schema: Record<string, unknown> | undefined): string {
  const types = (Array.isArray(type) ? type : String(type).split(',')).map(String);
  const onlyVariable =
    typeof schema?.pattern === 'string' && schema.pattern.startsWith('\\$') && types.length > 1;
  const shown = types.filter((one) => one !== 'null' && !(onlyVariable && one === 'string'));
  return shown.map((one) => TYPE_NAMES[one] ?? one).join(' or ');
}

function typeHelp(path: Path, value: unknown, type: unknown, written: string | undefined): string {
  const types = String(type).split(',');
  const scalar = typeof value === 'number' || typeof value === 'boolean';
  if (scalar && types.includes('string')) {
    const text = JSON.stringify(written ?? String(value));
    const isVariable = path.at(-2) === 'variables' || (path[1] === 'variables' && path.at(-1) === 'default');
    return isVariable
      ? `Write it in quotes: ${text}. Substitution leaves these out; for a field that takes text and holds nothing else, put quotes inside them: '${text}'`
      : `Write it in quotes: ${text}`;
  }
  if (value === null) return 'Give it a value, or remove the key';
  return 'Correct the value';
}

/** A number or boolean as it is written, `01` for 1; undefined where its place spans lines or is not known. */
function scalarText(
  { file, line, column, endLine, endColumn }: Location,
  textOf: FleetSources['textOf'],
): string | undefined {
  if (endLine !== line || endColumn === undefined) return undefined;
  const text = textOf(file)
    ?.split('\n', line)
    [line - 1]?.slice(column - 1, endColumn - 1);
  return text !== undefined && /^[\w.+-]+$/.test(text) ? text : undefined;
}

/** The CRD's own pattern, without the alternative that allows a variable. */
function shownPattern(pattern: string): string {
  return /^\(\?:(.*)\)\|\\\$\\\{.*$/s.exec(pattern)?.[1] ?? (pattern.startsWith('\\$') ? '${NAME}' : pattern);
}
