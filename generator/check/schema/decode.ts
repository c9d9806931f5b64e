import type { ValueObject } from '@kustomize-ts/core';
import type { ResourceSchema } from './crd-schema.ts';
import { finding, pathText, toFieldError } from './finding.ts';
import type { SchemaNode } from './node.ts';
import { normalize } from './normalize.ts';
import { decodeMeta } from './object-meta.ts';
import type { FieldError } from './types.ts';

/** One kind of object, its schema made ready. */
export interface Resource {
  schema: ResourceSchema;
  node: SchemaNode;
}

/** An object as decoded: what is stored of it, or why it cannot be read. */
export interface Decoded {
  object: ValueObject;
  metadata: ValueObject;
  /** Paths of the fields that were pruned. */
  unknown: string[];
  error?: FieldError;
}

/** What only the server sets, and a manifest cannot. */
const serverFields = ['creationTimestamp', 'generation', 'uid', 'deletionTimestamp'];

/** Decodes an object as the API server does: metadata by its type, the rest pruned and defaulted by the schema. */
export function decode({ schema, node }: Resource, object: ValueObject): Decoded {
  const { metadata, unknown, problem } = decodeMeta(object.metadata);
  if (problem !== undefined) {
    const error = toFieldError({ ...finding('DecodeError', () => problem.message), path: problem.path });
    return { object, metadata: {}, unknown: [], error: { ...error, field: '' } };
  }
  const { value, unknown: pruned } = normalize(node, object);
  const kept = keptMetadata(schema, metadata ?? {});
  return {
    object: { ...(value as ValueObject), metadata: kept },
    metadata: kept,
    unknown: [...unknown, ...pruned].map((path) => pathText(path, false)).sort(),
  };
}

/** The server clears the namespace of cluster-scoped objects. */
function keptMetadata(schema: ResourceSchema, metadata: ValueObject): ValueObject {
  const namespaced = schema['x-poolwright-resource']?.scope === 'Namespaced';
  const dropped = namespaced ? serverFields : [...serverFields, 'namespace'];
  return Object.fromEntries(Object.entries(metadata).filter(([key]) => !dropped.includes(key)));
}
