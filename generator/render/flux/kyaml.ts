import { isObject, type Value } from '@kustomize-ts/core';

/**
 * Why Flux cannot take an object back after substitution, though its YAML was valid. It writes the object once more
 * with kyaml (v0.21.2, yaml/rnode.go, UnmarshalJSON), whose writer has two bugs that its reader fails on.
 */
export function kyamlFault(value: Value): string | undefined {
  if (typeof value === 'string') return startsBlockWithTab(value) ? TAB_FAULT : undefined;
  if (Array.isArray(value)) return firstFault(value);
  if (!isObject(value)) return undefined;
  const keys = Object.keys(value);
  return keys.includes('<<') ? MERGE_FAULT : (firstFault(keys) ?? firstFault(Object.values(value)));
}

const TAB_FAULT = 'yaml: found a tab character where an indentation space is expected';
/** Flux would merge the key's value, or fail when it cannot be merged; neither is intended. */
const MERGE_FAULT = 'yaml: map merge requires map or sequence of maps as the value';

function firstFault(values: Value[]): string | undefined {
  for (const value of values) {
    const fault = kyamlFault(value);
    if (fault) return fault;
  }
  return undefined;
}

/** Text of several lines is written as a block, unless it must be quoted. */
function startsBlockWithTab(text: string): boolean {
  return (
    text.startsWith('\t') &&
    text.includes('\n') &&
    !/ (?:[\n\u2028\u2029]|$)/.test(text) &&
    !QUOTED.test(text)
  );
}

/** Characters that only double quotes can carry. */
const QUOTED = /[^\t\n\x20-\x7e\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/;
