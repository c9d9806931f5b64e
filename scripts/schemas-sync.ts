// npm run schemas:sync -- [PROJECT@]VERSION…: schemas/PROJECT/VERSION from the CRDs of a release of Karpenter (the
// default), Flux's kustomize-controller or Argo CD, and all that is made from them.
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './build/options.ts';
import { bareSchema, type SchemaFile, schemaFilesOf, schemaText } from './schemas/crd.ts';
import { derive } from './schemas/derive.ts';
import { crdTexts, download, fullVersion } from './schemas/module.ts';
import { type SchemaSource, schemaSources } from './schemas/sources.ts';
import { copyLicenses } from './third-party/copy.ts';

const asked = process.argv.slice(2);
if (asked.length === 0) {
  console.error(
    'usage: npm run schemas:sync -- [PROJECT@]VERSION…   (1.15, 1.15.1, karpenter@1.15, flux@1.9.6, argocd@3.2.11)',
  );
  process.exit(2);
}
for (const each of asked) {
  const [version = '', project = 'karpenter'] = each.split('@').reverse();
  const source = schemaSources[project];
  if (source === undefined)
    throw new Error(`${project} is not one of ${Object.keys(schemaSources).join(', ')}`);
  const full = await fullVersion(source, version);
  console.log(`${project} ${full}: ${(await sync(source, project, full)).join(' ')}`);
  await writeIndex(project);
}
await derive();

async function sync(source: SchemaSource, project: string, version: string): Promise<string[]> {
  const folder = join(root, 'schemas', project, version);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const texts = [...(await crdTexts(source, version)).values()];
  if (source.licensedAs !== undefined) await copyLicenses(source.licensedAs, await download(source, version));
  const files = texts
    .flatMap(schemaFilesOf)
    .filter(({ name }) => source.kinds.some((kind) => name.startsWith(`${kind.toLowerCase()}-`)));
  await Promise.all(files.map((file) => writeFile(join(folder, file.name), textOf(source, file))));
  return files.map(({ name }) => name);
}

function textOf({ bare }: SchemaSource, { schema }: SchemaFile): string {
  return bare ? `${JSON.stringify(bareSchema(schema))}\n` : schemaText(schema);
}

/** index.json: each minor release and the patch release whose schemas stand for it. */
async function writeIndex(project: string): Promise<void> {
  const target = join(root, 'schemas', project);
  const versions = (await readdir(target, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name.split('.').map(Number))
    .sort(byNumbers);
  const index = Object.fromEntries(versions.map((parts) => [parts.slice(0, 2).join('.'), parts.join('.')]));
  await writeFile(join(target, 'index.json'), schemaText(index));
}

function byNumbers(left: number[], right: number[]): number {
  const different = left.findIndex((part, index) => part !== right[index]);
  return (left[different] ?? 0) - (right[different] ?? 0);
}
