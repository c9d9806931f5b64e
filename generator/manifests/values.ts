import type { Value, ValueObject } from '@kustomize-ts/core';
import { type VariableSource, valueCause } from '../check/delivery/blame.ts';
import type { Diagnostic, Location } from '../diagnostics/diagnostic.ts';
import { variablesIn } from '../load/template.ts';
import { valueAt } from '../load/value-at.ts';
import { objectName, type Path, pathText, type RenderError, substituteObject } from '../render/index.ts';
import { dollarLeaves } from '../render/leaves.ts';

type Values = Readonly<Record<string, string>>;

/** Where a field of a manifest is written. */
type Locate = (path: Path) => Location;

/** The first variable in a field of a manifest, with its value; at the field, since the value is not in a file. */
export function variableIn(
  object: ValueObject,
  path: Path,
  values: Values,
  locate: Locate,
): VariableSource | undefined {
  const text = valueAt(object, path);
  const name =
    typeof text === 'string' ? variablesIn(text).find((one) => Object.hasOwn(values, one)) : undefined;
  return name === undefined ? undefined : { name, value: values[name] ?? '', at: locate(path) };
}

/** Why an object is not YAML any more once its variables are substituted: the variable, and how to quote its value. */
export function brokenYaml(
  object: ValueObject,
  { message, path = [] }: RenderError,
  values: Values,
  locate: Locate,
): Diagnostic {
  const found = culprit(object, values);
  const field = found?.path ?? path;
  return {
    code: found ? 'invalid-variable-value' : 'render-failed',
    severity: 'error',
    message: found
      ? `${found.name} is ${JSON.stringify(values[found.name])}: ${message.replace(/^a value/, 'it')}`
      : message,
    help: found ? valueHelp(object, found.name, values) : 'Correct this value',
    object: objectName(object),
    ...(field.length > 0 ? { field: pathText(field) } : {}),
    at: locate(field),
  };
}

/** The values that YAML cuts or takes for nothing when it reads them again; lint reports empty ones. */
export function damagedValues(
  object: ValueObject,
  substituted: ValueObject,
  values: Values,
  locate: Locate,
): Diagnostic[] {
  return dollarLeaves(object).flatMap(({ text, path, isKey }) => {
    const written = filled(text, values);
    const arrived = valueAt(substituted, path);
    if (isKey || !written || arrived === written || isQuoted(written)) return [];
    if (arrived !== null && typeof arrived !== 'string') return [];
    const source = variableIn(object, path, values, locate);
    return source ? [damaged(object, path, arrived, source, values)] : [];
  });
}

function damaged(
  object: ValueObject,
  path: Path,
  arrived: Value,
  source: VariableSource,
  values: Values,
): Diagnostic {
  const { name, value, at } = source;
  return {
    code: 'invalid-variable-value',
    severity: 'error',
    message: `${name} is ${JSON.stringify(value)}: ${pathText(path)} becomes ${JSON.stringify(arrived)} when the YAML is read again`,
    help: valueHelp(object, name, values),
    object: objectName(object),
    field: pathText(path),
    at,
    cause: valueCause(source),
  };
}

/** How to write the value: with quotes inside, where it is all that each field with it holds. */
function valueHelp(object: ValueObject, name: string, values: Values): string {
  const value = values[name] ?? '';
  const isWhole = dollarLeaves(object).every(
    ({ text }) => !variablesIn(text).includes(name) || text === `\${${name}}`,
  );
  const isPlain = /^[^\p{Cc}'"\\$]+$/u.test(value);
  return isWhole && isPlain
    ? `Put quotes inside the value: --var ${name}='${JSON.stringify(value)}'`
    : `Give ${name} a value without characters that YAML interprets, such as ": ", " #", quotes and brackets`;
}

/** The variable that breaks the object even where all others have plain values, and the first field with it. */
function culprit(object: ValueObject, values: Values): { name: string; path: Path } | undefined {
  const leaves = dollarLeaves(object);
  const plain = Object.fromEntries(Object.keys(values).map((name) => [name, 'x']));
  const name = Object.keys(values).find((one) => {
    const isUsed = leaves.some(({ text }) => variablesIn(text).includes(one));
    const alone = { ...plain, [one]: values[one] ?? '' };
    return isUsed && !substituteObject(object, alone, { strict: true, always: true }).ok;
  });
  const path = leaves.find(({ text }) => name !== undefined && variablesIn(text).includes(name))?.path;
  return name === undefined || path === undefined ? undefined : { name, path };
}

/** A text with its variables substituted; undefined where it has other constructs of Flux, or a variable without a value. */
function filled(text: string, values: Values): string | undefined {
  const rest = text.replace(/\$\{([A-Za-z_]\w*)\}/g, (whole, name) =>
    Object.hasOwn(values, name) ? '' : whole,
  );
  if (rest.includes('$')) return undefined;
  return text.replace(/\$\{(\w+)\}/g, (_whole, name) => values[name] ?? '');
}

/** Quotes inside a value keep it a string, and are gone once YAML has read it. */
function isQuoted(text: string): boolean {
  return /^(['"]).*\1$/s.test(text);
}
