import { type Finding, finding, noFindings, schemaCause } from '../finding.ts';
import { knownFormat, stringFormats } from '../formats.ts';
import { goQuote, runeCount } from '../go-text.ts';
import type { SchemaNode } from '../node.ts';
import type { Check, PatternOf } from './check.ts';
import { counted, invalid, typeInvalid } from './messages.ts';

/** A text's length and pattern. */
export function textCheck({ schema }: SchemaNode, patternOf: PatternOf): Check | undefined {
  const { minLength, maxLength, pattern } = schema;
  if (minLength === undefined && maxLength === undefined && pattern === undefined) return undefined;
  const expression = pattern === undefined ? undefined : patternOf(pattern);
  // kube-openapi, pkg/validation/validate/validator.go, stringValidator: only the first that fails is reported.
  return (value) => {
    if (typeof value !== 'string') return noFindings;
    if (maxLength !== undefined && value.length > maxLength && runeCount(value) > maxLength)
      return [tooLong(maxLength)];
    if (minLength !== undefined && value.length < 2 * minLength && runeCount(value) < minLength) {
      const text = `should be at least ${minLength} chars long`;
      return [invalid('minLength', { limit: minLength }, value, text)];
    }
    if (expression === undefined || expression.test(value)) return noFindings;
    return [invalid('pattern', { pattern }, value, `should match '${pattern}'`)];
  };
}

function tooLong(limit: number): Finding {
  const text = `Too long: may not be more than ${counted(limit, 'byte')}`;
  return finding(schemaCause('maxLength', { limit }), 'FieldValueTooLong', () => text);
}

/** A text's format, of those that the server knows. */
export function formatCheck({ schema, types }: SchemaNode): Check | undefined {
  if (types.length > 0 && !types.includes('string')) return undefined;
  const isOfFormat = stringFormats[knownFormat(schema.format) ?? ''];
  if (isOfFormat === undefined) return undefined;
  return (value) => {
    if (typeof value !== 'string' || isOfFormat(value)) return noFindings;
    const shown = goQuote(value);
    const text = `must be of type ${schema.format}: ${shown}`;
    return [typeInvalid('format', { format: schema.format }, shown, text)];
  };
}
