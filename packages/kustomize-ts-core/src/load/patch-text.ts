import { KustomizeError } from '../errors.ts';
import { isObject, type Value } from '../value.ts';
import { readYaml } from '../yaml/index.ts';
import { parseObjects, type SourceObject } from './documents.ts';
import { yamlFault } from './yaml-fault.ts';

/** A patch that was read: objects to merge, or operations of a JSON patch. */
export type PatchText =
  | { readonly objects: readonly SourceObject[] }
  | { readonly operations: readonly Value[] };

/** Reads the text of an entry of `patches`, which is a patch of either kind. */
export function parsePatch(text: string): PatchText {
  let fault: KustomizeError;
  try {
    return { objects: parseObjects(text) };
  } catch (error) {
    if (!(error instanceof KustomizeError)) throw error;
    fault = error;
  }
  try {
    return { operations: parseOperations(text) };
  } catch (error) {
    if (!(error instanceof KustomizeError)) throw error;
    const reason = `the patch is neither a strategic merge patch (${fault.reason}) nor a JSON patch (${error.reason})`;
    throw new KustomizeError('malformed', reason);
  }
}

/** Reads a JSON patch: JSON when it starts with `[`, else YAML. */
export function parseOperations(text: string): readonly Value[] {
  if (text === '') throw new KustomizeError('malformed', 'empty JSON patch');
  const operations = text.startsWith('[') ? parseJson(text) : yamlFault(() => readYaml(text));
  if (operations === null) return [];
  if (
    !Array.isArray(operations) ||
    !operations.every((operation) => operation === null || isObject(operation))
  ) {
    throw new KustomizeError('malformed', 'a JSON patch must be a list of operations');
  }
  return operations;
}

function parseJson(text: string): Value {
  try {
    return JSON.parse(text) as Value;
  } catch (error) {
    throw new KustomizeError('malformed', error instanceof Error ? error.message : 'not JSON', {
      cause: error,
    });
  }
}
