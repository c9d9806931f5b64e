import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The schemas of a Karpenter version's pools and node classes by file name, as JSON texts without what people read; none where the version is unknown. */
export function readSchemas(karpenter: string): [file: string, text: string][] {
  const isProse = (key: string, value: unknown) => key === 'description' && typeof value === 'string';
  return (schemaTexts(karpenter) ?? []).map(([file, text]) => [
    file,
    JSON.stringify(JSON.parse(text, (key, value) => (isProse(key, value) ? undefined : value))),
  ]);
}

/** The schema files of a Karpenter version as they are; `undefined` for an unknown version. */
export function schemaTexts(karpenter: string): [file: string, text: string][] | undefined {
  const { folder, releases } = karpenterSchemas();
  const version = releases.get(minorRelease(karpenter));
  if (version === undefined) return undefined;
  return readdirSync(join(folder, version))
    .filter((file) => /^(nodepool|ec2nodeclass)-.*\.json$/.test(file))
    .map((file) => [file, readFileSync(join(folder, version, file), 'utf8')]);
}

/** The folder of Karpenter's schemas, and the release whose schemas stand for each minor release, the oldest first. */
export function karpenterSchemas(): { folder: string; releases: ReadonlyMap<string, string> } {
  const folder = join(schemasFolder(), 'karpenter');
  const index = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as Record<string, string>;
  return { folder, releases: new Map(Object.entries(index)) };
}

/** The minor release, `1.15`, of a version such as `1.15`, `1.15.2` or `v1.15.2`: CRDs of one minor release are alike. */
export function minorRelease(version: string): string {
  return version.replace(/^v/, '').split('.').slice(0, 2).join('.');
}

/** `schemas/` of the package that this file is part of, in the sources or bundled in `dist/`. */
export function schemasFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'schemas/fleet.schema.json'))) {
    const parent = dirname(folder);
    if (parent === folder)
      throw new Error('the folder schemas/ of poolwright is missing: reinstall poolwright');
    folder = parent;
  }
  return join(folder, 'schemas');
}
