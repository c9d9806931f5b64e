import type { ValueObject } from '@kustomize-ts/core';
import type { CrdSchema } from '@poolwright/crd-validator';
import type { Crds } from '../check/crd/crds.ts';
import { schemaAt } from '../check/crd/field-versions.ts';
import type { Path } from '../load/path.ts';

/** The schema of a field of an object; undefined where its CRD has none. */
export type FieldSchema = (object: ValueObject, path: Path) => CrdSchema | undefined;

/** Finds schemas in the CRDs of a Karpenter release. */
export function createFieldSchema(crds: Crds, karpenter: string): FieldSchema {
  const known = new Map<string, CrdSchema | undefined>();
  return ({ apiVersion, kind }, path) => {
    const id = [apiVersion, kind, ...path].join('\0');
    if (known.has(id)) return known.get(id);
    const crd = crds.crd(karpenter, String(apiVersion), String(kind));
    const schema = crd && schemaAt(crd.schema, path);
    known.set(id, schema);
    return schema;
  };
}

/** Whether a field takes a number or a text, and both mean the same, as quantities do. */
export function isIntOrString(schema: CrdSchema | undefined): boolean {
  return schema?.['x-kubernetes-int-or-string'] === true;
}
