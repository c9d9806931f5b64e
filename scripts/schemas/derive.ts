import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { root } from '../build/options.ts';
import { schemaText } from './crd.ts';
import { deliverySchemasText } from './delivery.ts';
import { fleetSchemaText, includeSchema, type ReadSchema } from './files.ts';
import { karpenterTypes } from './types.ts';

/** What is made from the schemas, by path in the repository. */
export const derived: Readonly<Record<string, (read: ReadSchema) => Promise<string>>> = {
  'schemas/fleet.schema.json': fleetSchemaText,
  'schemas/fleet.include.schema.json': async () => schemaText(includeSchema),
  'generator/types/karpenter.generated.ts': karpenterTypes,
  'generator/check/delivery/schemas.generated.ts': deliverySchemasText,
};

/** Reads a file below `schemas/`. */
export function readSchema(name: string): Promise<string> {
  return readFile(join(root, 'schemas', name), 'utf8');
}

/** Writes all derived files; gives their paths. */
export async function derive(): Promise<string[]> {
  for (const [path, make] of Object.entries(derived)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), await make(readSchema));
  }
  return Object.keys(derived);
}
