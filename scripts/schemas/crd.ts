import { parseAllDocuments } from 'yaml';

/** A JSON Schema file made from one served version of a CustomResourceDefinition. */
export interface SchemaFile {
  /** `kind-group-version.json`, the kind in lower case. */
  name: string;
  schema: Record<string, unknown>;
}

interface CrdVersion {
  name: string;
  served?: boolean;
  schema?: { openAPIV3Schema?: Record<string, unknown> };
  subresources?: Record<string, unknown>;
}

interface Crd {
  kind?: string;
  spec?: { group: string; scope: string; names: { kind: string }; versions: CrdVersion[] };
}

/**
 * The JSON Schemas a CRD file holds, one per served version, every `x-kubernetes-*` keyword kept.
 * What the API server knows beside the schema (scope, subresources) is under `x-poolwright-resource`.
 */
export function schemaFilesOf(crdText: string): SchemaFile[] {
  return parseAllDocuments(crdText).flatMap((document) => {
    const crd = document.toJS() as Crd | null;
    if (crd?.kind !== 'CustomResourceDefinition' || crd.spec === undefined) return [];
    const { group, scope, names, versions } = crd.spec;
    return versions
      .filter((version) => version.served !== false && version.schema?.openAPIV3Schema !== undefined)
      .map((version) => ({
        name: schemaFileName(names.kind, group, version.name),
        schema: {
          $schema: 'http://json-schema.org/draft-07/schema#',
          'x-kubernetes-group-version-kind': [{ group, version: version.name, kind: names.kind }],
          'x-poolwright-resource': { scope, subresources: version.subresources ?? {} },
          ...version.schema?.openAPIV3Schema,
        },
      }));
  });
}

/** The layout kubeconform reads with `{{ .ResourceKind }}-{{ .Group }}-{{ .ResourceAPIVersion }}.json`. */
function schemaFileName(kind: string, group: string, version: string): string {
  return `${kind.toLowerCase()}-${group}-${version}.json`;
}

/** A schema file's bytes: two spaces, keys in the CRD's order, a final newline. */
export function schemaText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** A schema with what bears on validating a manifest, and nothing else: no descriptions, no status. */
export function bareSchema(schema: Record<string, unknown>): Record<string, unknown> {
  const { status: _status, ...properties } = (schema.properties ?? {}) as Record<string, unknown>;
  return withoutDescriptions({ ...schema, properties }, false) as Record<string, unknown>;
}

/** @param named whether the keys are names of fields, of which `description` may be one */
function withoutDescriptions(value: unknown, named: boolean): unknown {
  if (Array.isArray(value)) return value.map((item) => withoutDescriptions(item, false));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([key]) => named || key !== 'description');
  return Object.fromEntries(
    entries.map(([key, item]) => [key, withoutDescriptions(item, !named && key === 'properties')]),
  );
}
