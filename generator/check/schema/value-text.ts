import type { CrdSchema } from './crd-schema.ts';
import { type Finding, noFindings } from './finding.ts';
import { runeCount } from './go-text.ts';
import type { GoRegExp } from './regexp/go-regexp.ts';
import type { ValueCheck } from './value-check.ts';
import { longFinding, patternFinding, shortFinding } from './value-messages.ts';

/** Tests a text's length and pattern; undefined where the schema has none of them. */
export function textTest(
  { minLength, maxLength, pattern }: CrdSchema,
  patternOf: (pattern: string) => GoRegExp,
): ValueCheck | undefined {
  if (minLength === undefined && maxLength === undefined && pattern === undefined) return undefined;
  const tester = pattern === undefined ? undefined : patternOf(pattern);
  // kube-openapi, pkg/validation/validate/validator.go, stringValidator: only the first that fails is told.
  const faultOf = (text: string): Finding | undefined => {
    if (maxLength !== undefined && text.length > maxLength && runeCount(text) > maxLength)
      return longFinding(maxLength);
    if (minLength !== undefined && text.length < 2 * minLength && runeCount(text) < minLength)
      return shortFinding(text, minLength);
    return pattern === undefined || tester?.test(text) === true ? undefined : patternFinding(text, pattern);
  };
  return (value) => {
    const fault = typeof value === 'string' ? faultOf(value) : undefined;
    return fault === undefined ? noFindings : [fault];
  };
}
