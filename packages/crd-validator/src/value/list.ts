import type { CrdSchema } from '../crd-schema.ts';
import { type Finding, finding, noFindings, schemaCause } from '../finding.ts';
import { goValue } from '../go-text.ts';
import type { Value } from '../value.ts';
import type { Check } from './check.ts';
import { keysOf, listProblems } from './list-items.ts';
import { invalid, tooMany } from './messages.ts';

/** A list's size, and what its list type forbids. */
export function listCheck(schema: CrdSchema): Check | undefined {
  const { minItems = 0, maxItems = Number.POSITIVE_INFINITY } = schema;
  const type = schema['x-kubernetes-list-type'] ?? 'atomic';
  if (minItems === 0 && maxItems === Number.POSITIVE_INFINITY && type === 'atomic') return undefined;
  const keys = type === 'map' ? (schema['x-kubernetes-list-map-keys'] ?? []) : null;
  return (value) => {
    if (!Array.isArray(value)) return noFindings;
    const problems = type === 'atomic' ? [] : listProblems(value, keys);
    const size = value.length;
    if (size >= minItems && size <= maxItems && problems.length === 0) return noFindings;
    const out: Finding[] = [];
    if (size > maxItems) out.push(tooMany('maxItems', size, maxItems));
    if (size < minItems)
      out.push(invalid('minItems', { limit: minItems }, size, `should have at least ${minItems} items`));
    for (const { index, problem } of problems) out.push(itemFinding(index, problem, value, keys));
    return out;
  };
}

function itemFinding(
  index: number,
  problem: string,
  list: readonly Value[],
  keys: readonly string[] | null,
): Finding {
  const item = list[index] ?? null;
  const cause = schemaCause('x-kubernetes-list-type', { index, problem });
  if (problem !== 'duplicate') {
    const text = `Invalid value: ${goValue(item)}: must be an object for an array of list-type map`;
    return { ...finding(cause, 'FieldValueInvalid', () => text, 'keyed'), path: [index] };
  }
  const text = `Duplicate value: ${goValue(keys === null ? item : keysOf(item, keys))}`;
  return { ...finding(cause, 'FieldValueDuplicate', () => text, 'keyed'), path: [index] };
}
