import { isDeepStrictEqual } from 'node:util';
import type { Value } from '../../../../packages/kustomize-ts-core/src/value.ts';
import {
  emit,
  readDocuments,
  readYaml,
  YamlError,
} from '../../../../packages/kustomize-ts-core/src/yaml/index.ts';

/** What the Go program in test/oracles/yaml is asked. */
export type Question = { read: string } | { documents: string } | { emit: unknown };

/** What it answers; see its main.go. */
export interface Answer {
  value?: unknown;
  values?: unknown[];
  text?: string;
  error?: string;
}

/** Our answer in the oracle's form; any error but YamlError goes through. */
export function answer(question: Question): Answer {
  try {
    if ('read' in question) return { value: wrap(readYaml(question.read)) };
    if ('documents' in question) return { values: readDocuments(question.documents).map(wrap) };
    return { text: emit(question.emit as Value) };
  } catch (error) {
    if (error instanceof YamlError) return { error: error.message };
    throw error;
  }
}

/** Long integers as the oracle writes them. */
function wrap(value: Value): unknown {
  if (typeof value === 'bigint') return { $integer: String(value) };
  if (typeof value === 'number') {
    const text = String(value);
    return text.length > 15 && /^-?\d+$/.test(text) ? { $integer: text } : value;
  }
  if (Array.isArray(value)) return value.map(wrap);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, wrap(entry)]));
}

/** True when both fail, however they say it, or give the same. */
export function agree(mine: Answer, theirs: Answer): boolean {
  if (mine.error !== undefined || theirs.error !== undefined) {
    return mine.error !== undefined && theirs.error !== undefined;
  }
  return isDeepStrictEqual(mask(mine), mask(theirs));
}

/** A resource is never a scalar, and kyaml's printing harms those at the root in ways of their own. */
function mask(answer: Answer): Answer {
  if (answer.values === undefined) return answer;
  return { values: answer.values.map((value) => (typeof value === 'object' ? value : 'scalar')) };
}
