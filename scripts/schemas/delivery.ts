import type { PackedPart, PackedSchema } from '../../generator/check/delivery/slice-schema.ts';
import type { CrdSchema, ResourceSchema } from '../../packages/crd-validator/src/crd-schema.ts';
import { newestSchema, type ReadSchema } from './files.ts';

const banner = `// Made by \`npm run schemas:derive\`: the newest schema of each kind that brings objects to a cluster, as
// \`sliceSchema\` takes them. Do not edit.`;

/** A schema file. */
export type DeliverySchema = ResourceSchema & { $schema?: string };

/** The kinds, by project and file. */
export const deliveryFiles: readonly (readonly [project: string, file: string])[] = [
  ['flux', 'kustomization-kustomize.toolkit.fluxcd.io-v1.json'],
  ['flux-source', 'gitrepository-source.toolkit.fluxcd.io-v1.json'],
  ['flux-source', 'ocirepository-source.toolkit.fluxcd.io-v1.json'],
  ['flux-source', 'bucket-source.toolkit.fluxcd.io-v1.json'],
  ['argocd', 'applicationset-argoproj.io-v1alpha1.json'],
];

/** The text of `generator/check/delivery/schemas.generated.ts`. */
export async function deliverySchemasText(read: ReadSchema): Promise<string> {
  const lines: string[] = [];
  for (const [project, file] of deliveryFiles) {
    const { $schema: _draft, ...schema } = await newestSchema<DeliverySchema>(read, project, file);
    const kind = schema['x-kubernetes-group-version-kind'][0]?.kind;
    lines.push(`  ${kind}: ${JSON.stringify(JSON.stringify(packSchema(schema)))},`);
  }
  return `${banner}\nexport const deliverySchemas: Readonly<Record<string, string>> = {\n${lines.join('\n')}\n};\n`;
}

/** Argo CD's schema has 7,000 parts and 100 distinct ones. */
export function packSchema(schema: CrdSchema): PackedSchema {
  const known = new Map<string, number>();
  const parts: PackedPart[] = [];
  const place = (part: CrdSchema): number => {
    const { properties, additionalProperties, items, allOf, anyOf, oneOf, not, ...own } = part;
    const packed: PackedPart = { ...own };
    if (properties !== undefined)
      packed.properties = Object.fromEntries(
        Object.entries(properties).map(([name, property]) => [name, place(property)]),
      );
    if (additionalProperties !== undefined)
      packed.additionalProperties =
        typeof additionalProperties === 'boolean' ? additionalProperties : place(additionalProperties);
    if (items !== undefined) packed.items = place(items);
    for (const [name, list] of Object.entries({ allOf, anyOf, oneOf }))
      if (list !== undefined) packed[name as 'allOf' | 'anyOf' | 'oneOf'] = list.map(place);
    if (not !== undefined) packed.not = place(not);
    const text = JSON.stringify(packed);
    const at = known.get(text) ?? parts.push(packed) - 1;
    known.set(text, at);
    return at;
  };
  place(schema);
  return parts;
}
