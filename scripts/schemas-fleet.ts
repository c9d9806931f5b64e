// npm run schemas:fleet: schemas/fleet.schema.json from the template and the newest Karpenter schemas.
import { readFile, writeFile } from 'node:fs/promises';
import { schemaText } from './schemas/crd.ts';
import { fleetSchemaText, includeSchema, schemasFolder } from './schemas/files.ts';

await writeFile(new URL('fleet.schema.json', schemasFolder), await fleetSchemaText(readText));
await writeFile(new URL('fleet.include.schema.json', schemasFolder), schemaText(includeSchema));

function readText(name: string): Promise<string> {
  return readFile(new URL(name, schemasFolder), 'utf8');
}
