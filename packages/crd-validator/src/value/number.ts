import type { CrdSchema } from '../crd-schema.ts';
import { type Finding, finding, noFindings, schemaCause } from '../finding.ts';
import type { SchemaNode } from '../node.ts';
import type { Check } from './check.ts';
import { bound, invalid } from './messages.ts';
import { namedFormat } from './type.ts';

/** A number within a schema's bounds, and an integer within its format's range. */
export function numberCheck(node: SchemaNode): Check | undefined {
  const limits = limitsOf(node.schema);
  const isWhole = node.types.length === 1 && node.types[0] === 'integer';
  if (limits.length === 0 && !isWhole) return undefined;
  return (value) => {
    if (typeof value !== 'number' && typeof value !== 'bigint') return noFindings;
    const number = Number(value);
    const isInRange = !isWhole || isWithinFormat(node.schema.format, number);
    let out: readonly Finding[] = isInRange ? noFindings : [rangeFinding(namedFormat(node))];
    for (const { kind, limit, holds, text } of limits) {
      if (holds(number)) continue;
      const params = kind === 'multipleOf' ? { multipleOf: limit } : { limit };
      out = [...out, invalid(kind, params, value, `should be ${text} ${bound(limit, value)}`)];
    }
    return out;
  };
}

interface Limit {
  kind: 'maximum' | 'exclusiveMaximum' | 'minimum' | 'exclusiveMinimum' | 'multipleOf';
  limit: number;
  holds(number: number): boolean;
  text: string;
}

/** OpenAPI 3.0 says with a boolean whether a bound is exclusive. */
function limitsOf({ maximum, exclusiveMaximum, minimum, exclusiveMinimum, multipleOf }: CrdSchema): Limit[] {
  const out: Limit[] = [];
  const add = (kind: Limit['kind'], limit: number, text: string, holds: Limit['holds']) =>
    out.push({ kind, limit, holds, text });
  if (maximum !== undefined) {
    if (exclusiveMaximum === true)
      add('exclusiveMaximum', maximum, 'less than', (number) => number < maximum);
    else add('maximum', maximum, 'less than or equal to', (number) => number <= maximum);
  }
  if (minimum !== undefined) {
    if (exclusiveMinimum === true)
      add('exclusiveMinimum', minimum, 'greater than', (number) => number > minimum);
    else add('minimum', minimum, 'greater than or equal to', (number) => number >= minimum);
  }
  if (multipleOf !== undefined)
    add('multipleOf', multipleOf, 'a multiple of', (number) => Number.isInteger(number / multipleOf));
  return out;
}

/** kube-openapi, pkg/validation/validate/values.go, IsValueValidAgainstRange */
function isWithinFormat(format: string | undefined, number: number): boolean {
  const limit = format === 'int32' ? 2 ** 31 : 2 ** 63;
  return Number.isInteger(number) && number >= -limit && number < limit;
}

function rangeFinding(format: string | undefined): Finding {
  const named = format === undefined ? '(default format)' : `with format ${format}`;
  const text = (field: string) =>
    `Invalid value: "": Checked value must be of type integer ${named} in ${field}`;
  return finding(schemaCause('format', { format: format ?? 'int64' }), 'FieldValueInvalid', text, 'none');
}
