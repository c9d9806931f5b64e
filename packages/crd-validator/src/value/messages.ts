import type { SchemaKeyword } from '../cause.ts';
import { type Finding, finding, schemaCause } from '../finding.ts';
import { floatOf, goNumber, goValue } from '../go-text.ts';
import type { Value } from '../value.ts';

// Texts and error types: kube-openapi pkg/validation/errors/schema.go, apimachinery field.Error, and between
// them kubeOpenAPIResultToFieldErrors of apiextensions-apiserver v0.37, pkg/apiserver/validation/validation.go.

/** A value that breaks a keyword with a limit. */
export function invalid(kind: SchemaKeyword, params: Params, shown: Value, text: string): Finding {
  return finding(
    schemaCause(kind, params),
    'FieldValueInvalid',
    (field) => `Invalid value: ${goValue(shown)}: ${field} in body ${text}`,
  );
}

/** A value of a wrong type or format, which the server prints as `shown`. */
export function typeInvalid(kind: 'type' | 'format', params: Params, shown: string, text: string): Finding {
  return finding(
    schemaCause(kind, params),
    'FieldValueTypeInvalid',
    (field) => `Invalid value: ${shown}: ${field} in body ${text}`,
  );
}

/** A list or mapping with more entries than its schema allows. */
export function tooMany(kind: SchemaKeyword, size: number, limit: number): Finding {
  const text = `Too many: ${size}: must have at most ${counted(limit, 'item')}`;
  return finding(schemaCause(kind, { limit }), 'FieldValueTooMany', () => text);
}

/** A limit as the server prints it beside a value: as a float beside a float. */
export function bound(limit: number, value: number | bigint): string {
  const float = typeof value === 'number' && floatOf(value) !== undefined;
  return float ? goNumber(limit) : String(limit);
}

export function counted(limit: number, noun: string): string {
  return `${limit} ${noun}${limit === 1 ? '' : 's'}`;
}

type Params = Readonly<Record<string, unknown>>;
