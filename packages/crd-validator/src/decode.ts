import type { ResourceSchema } from './crd-schema.ts';
import { finding, type Part, pathText, toViolation } from './finding.ts';
import { schemaNode } from './make-node.ts';
import type { SchemaNode } from './node.ts';
import type { Normalizer } from './normalize.ts';
import { decodeMeta } from './object-meta.ts';
import { scalePaths } from './scale.ts';
import type { Violation } from './types.ts';
import type { ValueObject } from './value.ts';

/** One kind of object, its schema made ready. */
export interface Resource {
  node: SchemaNode;
  hasStatus: boolean;
  /** Paths of the fields of a scale subresource; none where there is no such subresource. */
  scale: readonly (readonly string[])[];
  /** Fields of metadata that the server sets or clears, whatever a manifest says. */
  droppedMetadata: readonly string[];
}

/** An object as decoded: what is stored of it, or why it cannot be read. */
export interface Decoded {
  object: ValueObject;
  metadata: ValueObject;
  /** Paths of the fields that were pruned. */
  unknown: string[];
  error?: Violation;
}

/** What only the server sets, and a manifest cannot. */
const serverFields = ['creationTimestamp', 'generation', 'uid', 'deletionTimestamp'];

/** Makes a schema ready. */
export function resourceOf(schema: ResourceSchema): Resource {
  const { scope, subresources } = schema['x-poolwright-resource'] ?? {};
  return {
    node: schemaNode(schema),
    hasStatus: subresources?.status !== undefined,
    scale: subresources?.scale === undefined ? [] : scalePaths(subresources.scale),
    // The server clears the namespace of cluster-scoped objects.
    droppedMetadata: scope === 'Namespaced' ? serverFields : [...serverFields, 'namespace'],
  };
}

/** Decodes an object as the API server does: metadata by its type, the rest pruned and defaulted by the schema. */
export function decode(
  normalizer: Normalizer,
  { node, droppedMetadata }: Resource,
  object: ValueObject,
): Decoded {
  const { metadata = {}, unknown, problem } = decodeMeta(object.metadata);
  if (problem !== undefined) {
    const error = toViolation({
      ...finding({ source: 'request', kind: 'decode', params: {} }, 'DecodeError', () => problem.message),
      path: problem.path,
    });
    return { object, metadata: {}, unknown: [], error: { ...error, field: '' } };
  }
  const { value, unknown: pruned } = normalizer.normalize(node, object);
  for (const field of droppedMetadata) if (Object.hasOwn(metadata, field)) delete metadata[field];
  return {
    object: { ...(value as ValueObject), metadata },
    metadata,
    unknown: unknown.length + pruned.length === 0 ? [] : pathTexts([...unknown, ...pruned]),
  };
}

function pathTexts(paths: readonly (readonly Part[])[]): string[] {
  return paths.map((path) => pathText(path, false)).sort();
}
