import type { CrdSchema } from '../crd-schema.ts';
import { type Finding, finding, noFindings, schemaCause } from '../finding.ts';
import { isObject, type ValueObject } from '../value.ts';
import type { Check } from './check.ts';
import { invalid, tooMany } from './messages.ts';

/** A mapping's required fields and its size. */
export function mappingCheck(schema: CrdSchema): Check | undefined {
  const { required = [], minProperties, maxProperties } = schema;
  const isSized = minProperties !== undefined || maxProperties !== undefined;
  if (!isSized && required.length === 0) return undefined;
  return (value) => {
    if (!isObject(value)) return noFindings;
    let out = noFindings;
    for (const name of required) if (!Object.hasOwn(value, name)) out = [...out, missing(name)];
    return isSized ? [...out, ...sizeFindings(schema, value)] : out;
  };
}

function missing(name: string): Finding {
  const cause = schemaCause('required', { missingProperty: name });
  return { ...finding(cause, 'FieldValueRequired', () => 'Required value'), path: [name] };
}

function sizeFindings({ minProperties, maxProperties }: CrdSchema, value: ValueObject): Finding[] {
  const size = Object.keys(value).length;
  if (maxProperties !== undefined && size > maxProperties)
    return [tooMany('maxProperties', size, maxProperties)];
  if (minProperties === undefined || size >= minProperties) return [];
  const text = `should have at least ${minProperties} properties`;
  return [invalid('minProperties', { limit: minProperties }, size, text)];
}
