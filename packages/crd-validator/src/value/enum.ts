import type { CrdSchema } from '../crd-schema.ts';
import { finding, noFindings, schemaCause } from '../finding.ts';
import { goJson, goQuote, goValue } from '../go-text.ts';
import type { Value } from '../value.ts';
import type { Check } from './check.ts';

/** A value that is one of a few. */
export function enumCheck({ enum: allowedValues }: CrdSchema): Check | undefined {
  if (allowedValues === undefined) return undefined;
  return (value) => {
    if (isOneOf(allowedValues, value)) return noFindings;
    const shown = allowedValues.map((each) => goQuote(typeof each === 'string' ? each : goValue(each)));
    const text = `Unsupported value: ${goValue(value)}: supported values: ${shown.join(', ')}`;
    return [finding(schemaCause('enum', { allowedValues }), 'FieldValueNotSupported', () => text)];
  };
}

function isOneOf(allowed: readonly Value[], value: Value): boolean {
  if (typeof value === 'object')
    return allowed.some((one) => typeof one === 'object' && goJson(one) === goJson(value));
  return allowed.includes(typeof value === 'bigint' ? Number(value) : value);
}
