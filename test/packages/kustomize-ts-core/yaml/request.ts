import { isDeepStrictEqual } from 'node:util';
import type { Value } from '../../../../packages/kustomize-ts-core/src/value.ts';
import {
  emit,
  readDocuments,
  readYaml,
  YamlError,
} from '../../../../packages/kustomize-ts-core/src/yaml/index.ts';

/** A request to the Go program in test/oracles/yaml. */
export type Request = { read: string } | { documents: string } | { emit: unknown };

/** Its response; see its main.go. */
export interface Response {
  value?: unknown;
  values?: unknown[];
  text?: string;
  error?: string;
}

/** The response of this package, in the form of the oracle's; throws any error other than YamlError. */
export function respond(request: Request): Response {
  try {
    if ('read' in request) return { value: wrap(readYaml(request.read)) };
    if ('documents' in request) return { values: readDocuments(request.documents).map(wrap) };
    return { text: emit(request.emit as Value) };
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

/** True when both fail, with any message, or both give the same. */
export function agree(mine: Response, theirs: Response): boolean {
  if (mine.error !== undefined || theirs.error !== undefined) {
    return mine.error !== undefined && theirs.error !== undefined;
  }
  return isDeepStrictEqual(mask(mine), mask(theirs));
}

/** A resource is never a scalar, and kyaml changes a scalar at the root when it prints it. */
function mask(response: Response): Response {
  if (response.values === undefined) return response;
  return { values: response.values.map((value) => (typeof value === 'object' ? value : 'scalar')) };
}
