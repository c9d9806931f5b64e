import type { Value } from '../value.ts';

/**
 * With no more entries in a list or mapping, and letters in a key, than this, the API server runs all rules of Karpenter's kinds
 * within its cost budget (apiserver v0.37, pkg/apis/cel/config.go).
 */
const mostEntries = 4096;
/** The longest text that any rule reads within that budget, about. */
const longestText = 100_000;
/** Deeper than any schema with rules. */
const deepest = 64;

/** Whether an object is so large that the API server may stop running its rules for their cost, which is not computed here. */
export function mayExceedCost(value: Value | undefined, depth = 0): boolean {
  if (typeof value === 'string') return value.length > longestText;
  if (typeof value !== 'object' || value === null) return false;
  if (depth > deepest) return true;
  if (Array.isArray(value)) {
    if (value.length > mostEntries) return true;
    for (const item of value) if (mayExceedCost(item, depth + 1)) return true;
    return false;
  }
  let count = 0;
  for (const key in value) {
    count += 1;
    if (count > mostEntries || key.length > mostEntries || mayExceedCost(value[key], depth + 1)) return true;
  }
  return false;
}
