import { schemaText } from './crd.ts';
import { fleetSchema } from './fleet.ts';

/** Reads a file below `schemas/` by its relative path. */
export type ReadSchema = (name: string) => Promise<string>;

/** The schema of a file that `include` names, for editors. */
export const includeSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  $ref: 'fleet.schema.json#/$defs/Include',
};

/** Reads one project's schema of the newest version that is synced. */
export async function newestSchema<Schema = Record<string, unknown>>(
  read: ReadSchema,
  project: string,
  name: string,
): Promise<Schema> {
  const versions = Object.values(JSON.parse(await read(`${project}/index.json`)) as Record<string, string>);
  return JSON.parse(await read(`${project}/${versions.at(-1)}/${name}`));
}

/** The text of `schemas/fleet.schema.json`. */
export async function fleetSchemaText(read: ReadSchema): Promise<string> {
  const template = JSON.parse(await read('fleet.template.json'));
  const nodePool = await newestSchema(read, 'karpenter', 'nodepool-karpenter.sh-v1.json');
  const nodeClass = await newestSchema(read, 'karpenter', 'ec2nodeclass-karpenter.k8s.aws-v1.json');
  return schemaText(fleetSchema(template, nodePool, nodeClass));
}
