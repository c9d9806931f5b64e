import { compile, type JSONSchema } from 'json-schema-to-typescript';
import { newestSchema, type ReadSchema } from './files.ts';

type Schema = Record<string, unknown>;

const banner = `// Made by \`npm run schemas:derive\` from schemas/karpenter. Do not edit.`;

/** The text of `generator/types/karpenter.generated.ts`: the objects, and their specs, as TypeScript types. */
export async function karpenterTypes(read: ReadSchema): Promise<string> {
  const parts: string[] = [];
  for (const [kind, file] of [
    ['NodePool', 'nodepool-karpenter.sh-v1.json'],
    ['EC2NodeClass', 'ec2nodeclass-karpenter.k8s.aws-v1.json'],
  ] as const) {
    parts.push(await typesOf(kind, await newestSchema(read, 'karpenter', file)));
  }
  return `${banner}\n\n${parts.join('\n')}`;
}

/** `KindSpec` is a type of its own: compiled as a definition that the object refers to. */
async function typesOf(kind: string, crdSchema: Schema): Promise<string> {
  const { spec, status, ...rest } = crdSchema.properties as Record<string, Schema>;
  const [gvk] = crdSchema['x-kubernetes-group-version-kind'] as [{ group: string; version: string }];
  const schema = {
    title: kind,
    description: crdSchema.description,
    type: 'object',
    required: ['apiVersion', 'kind', 'metadata', 'spec'],
    properties: {
      apiVersion: { ...rest.apiVersion, const: `${gvk.group}/${gvk.version}` },
      kind: { ...rest.kind, const: kind },
      metadata: { ...metadata, title: `${kind}Metadata` },
      spec: { $ref: '#/definitions/spec' },
    },
    definitions: { spec: { title: `${kind}Spec`, ...typeForm(spec as Schema) } },
  };
  return compile(schema as JSONSchema, kind, {
    additionalProperties: false,
    bannerComment: '',
    maxItems: 0,
    ignoreMinAndMaxItems: true,
    style: { singleQuote: true, printWidth: 110 },
  });
}

const metadata = {
  type: 'object',
  required: ['name'],
  properties: {
    name: { type: 'string' },
    labels: { type: 'object', additionalProperties: { type: 'string' } },
    annotations: { type: 'object', additionalProperties: { type: 'string' } },
  },
};

/** A CRD schema reduced to what a type can express: an int-or-string is one of both, an open object holds anything. */
function typeForm(schema: Schema): Schema {
  const out: Schema = { description: schema.description, type: schema.type };
  if (schema['x-kubernetes-int-or-string'] === true) return { ...out, type: ['integer', 'string'] };
  for (const keyword of ['enum', 'required']) if (keyword in schema) out[keyword] = schema[keyword];
  if (schema.items !== undefined) out.items = typeForm(schema.items as Schema);
  if (schema['x-kubernetes-preserve-unknown-fields'] === true) out.additionalProperties = true;
  else if (typeof schema.additionalProperties === 'object') {
    out.additionalProperties = typeForm(schema.additionalProperties as Schema);
  }
  if (schema.properties !== undefined) {
    const entries = Object.entries(schema.properties as Record<string, Schema>);
    out.properties = Object.fromEntries(entries.map(([name, property]) => [name, typeForm(property)]));
  }
  return out;
}
