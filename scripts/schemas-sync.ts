// npm run schemas:sync -- VERSION [VERSION…]: schemas/karpenter/VERSION from the CRDs of Karpenter releases,
// and all that is made from them.
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { schemaFilesOf, schemaText } from './schemas/crd.ts';
import { derive, repository } from './schemas/derive.ts';
import { crdTexts, fullVersion } from './schemas/module.ts';

const kinds = ['NodePool', 'EC2NodeClass', 'NodeClaim', 'NodeOverlay'];
const target = join(repository, 'schemas/karpenter');

const asked = process.argv.slice(2);
if (asked.length === 0) {
  console.error('usage: npm run schemas:sync -- VERSION [VERSION…]   (1.15 or 1.15.1)');
  process.exit(2);
}
for (const version of asked) {
  const full = await fullVersion(version);
  console.log(`${full}: ${(await sync(full)).join(' ')}`);
}
await writeIndex();
await derive();

async function sync(version: string): Promise<string[]> {
  const folder = join(target, version);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const texts = [...(await crdTexts(version)).values()];
  const files = texts
    .flatMap(schemaFilesOf)
    .filter(({ name }) => kinds.some((kind) => name.startsWith(`${kind.toLowerCase()}-`)));
  await Promise.all(files.map(({ name, schema }) => writeFile(join(folder, name), schemaText(schema))));
  return files.map(({ name }) => name);
}

/** index.json: each minor release and the patch release whose schemas stand for it. */
async function writeIndex(): Promise<void> {
  const versions = (await readdir(target, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name.split('.').map(Number))
    .sort(
      ([, minor = 0, patch = 0], [, otherMinor = 0, otherPatch = 0]) =>
        minor - otherMinor || patch - otherPatch,
    );
  const index = Object.fromEntries(versions.map((parts) => [parts.slice(0, 2).join('.'), parts.join('.')]));
  await writeFile(join(target, 'index.json'), schemaText(index));
}
