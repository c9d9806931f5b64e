import { KustomizeError } from '../errors.ts';
import { getField, isEmpty } from '../fields/object.ts';
import { recordFlow, recordSourceText, textAt, withoutSourceText } from '../fields/source-text.ts';
import { type BuildNotes, takeNotes } from '../resource/build-notes.ts';
import { isObject, type Value, type ValueObject } from '../value.ts';
import { readWithSchemas } from './schema-comments.ts';
import { yamlFault } from './yaml-fault.ts';

/** An object as a file holds it, ready to become a resource of a build. */
export interface SourceObject {
  readonly object: ValueObject;
  readonly notes: Partial<BuildNotes>;
}

/** The Kubernetes objects of a YAML or JSON text: empty documents dropped, lists unwrapped. */
export function parseObjects(text: string): readonly SourceObject[] {
  const documents = yamlFault(() => readWithSchemas(text, { onText: recordSourceText, onFlow: recordFlow }));
  return unwrapLists(documents.flatMap(checkedObject)).map(takeNotes);
}

/** The object itself, or nothing when it is empty; throws `malformed` when it is not a Kubernetes object. */
function checkedObject(value: Value): ValueObject[] {
  if (isEmpty(value)) return [];
  if (!isObject(value)) throw new KustomizeError('malformed', 'expected a Kubernetes object');
  const kind = textAt(value, 'kind');
  const metadata = value.metadata;
  if (value.kind === null || kind === '') throw new KustomizeError('malformed', 'the object has no kind');
  if (kind.endsWith('List')) return [value];
  if (!isObject(metadata) || isEmpty(getField(metadata, 'name')) || textAt(metadata, 'name') === '') {
    throw new KustomizeError('malformed', `the ${kind} has no metadata.name`);
  }
  return [value];
}

/**
 * Replaces each object of a kind `…List` with `items` by its items, which go to the end of the queue
 * (kustomize api v0.21.2, `Factory.inlineAnyEmbeddedLists`).
 */
function unwrapLists(objects: readonly ValueObject[]): ValueObject[] {
  const queue = [...objects];
  const result: ValueObject[] = [];
  for (const object of queue) {
    const items = getField(object, 'items');
    const kind = textAt(object, 'kind');
    if (!kind.endsWith('List') || items === undefined) {
      result.push(object);
    } else if (Array.isArray(items)) {
      // A file that is one List keeps its text; other lists go through JSON.
      const isWholeFile = objects.length === 1 && (kind === 'List' || kind === 'ResourceList');
      for (const item of items) queue.push(...checkedObject(isWholeFile ? item : withoutSourceText(item)));
    } else if (items !== null) {
      throw new KustomizeError('malformed', `expected a list in the items of a ${kind}`);
    }
  }
  return result;
}
