import { isObject, type Value } from '@kustomize-ts/core';

/** The name of the field that a string becomes in its object. */
export type StringField = string | undefined;

/** Whether a field holds a script or configuration file, in which `${NAME}` has a meaning of its own. */
export function isScriptField(field: StringField): boolean {
  return field === 'userData';
}

/** The field that an entry of a mapping becomes: its key, or what a JSON6902 operation's `value` is written to. */
export function fieldOf(mapping: Readonly<Record<string, unknown>>, key: string): string {
  const { op, path } = mapping;
  const isOperand = key === 'value' && typeof op === 'string' && typeof path === 'string';
  return isOperand ? path.slice(path.lastIndexOf('/') + 1) : key;
}

/** The value with each string replaced, which `replace` gets with the field that it becomes. */
export function mapStrings(
  value: unknown,
  replace: (text: string, field: StringField) => string,
  field?: string,
): Value {
  if (typeof value === 'string') return replace(value, field);
  if (Array.isArray(value)) return value.map((item) => mapStrings(item, replace, field));
  if (!isObject(value as Value)) return value as Value;
  const mapping = value as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(mapping).map(([key, item]) => [key, mapStrings(item, replace, fieldOf(mapping, key))]),
  );
}
