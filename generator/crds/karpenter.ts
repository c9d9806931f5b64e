import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createValidator, type ResourceSchema } from '@poolwright/crd-validator';
import type { Crd, Crds } from '../check/crd/crds.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { supportedVersions } from '../diagnostics/suggest.ts';
import { karpenterSchemas, minorRelease } from './files.ts';

/** Opens the CRDs of Karpenter that come with Poolwright. Each is read when it is first needed. */
export function openCrds(): Crds {
  const { folder, releases } = karpenterSchemas();
  const versions = [...releases.keys()];
  const known = new Map<string, Crd | undefined>();
  const versionOf: Crds['versionOf'] = (karpenter) => {
    const minor = minorRelease(karpenter);
    return releases.has(minor) ? minor : undefined;
  };
  const crd: Crds['crd'] = (karpenter, apiVersion, kind) => {
    const version = versionOf(karpenter);
    if (version === undefined) return undefined;
    const [group = '', name = '', ...rest] = apiVersion.split('/');
    if (rest.length > 0) return undefined;
    const file = join(releases.get(version) ?? version, `${kind.toLowerCase()}-${group}-${name}.json`);
    if (!known.has(file)) known.set(file, readCrd(join(folder, file), kind));
    return known.get(file);
  };
  return {
    versions,
    versionOf,
    crd,
    history: (apiVersion, kind) =>
      versions.map((version) => ({ karpenter: version, schema: crd(version, apiVersion, kind)?.schema })),
  };
}

/** The diagnostic for a version of Karpenter that an option names and that there are no schemas for. */
export function unknownVersion(asked: string, crds: Crds): Diagnostic {
  return {
    code: 'unknown-karpenter-version',
    severity: 'error',
    message: `Poolwright has no schemas for Karpenter ${asked}`,
    help: supportedVersions(crds.versions),
  };
}

/** Kinds and groups come from manifests, and none of them may lead out of the folder. */
function readCrd(path: string, kind: string): Crd | undefined {
  if (!/^[\w.-]+$/.test(path.split('/').at(-1) ?? '') || !/^\w+$/.test(kind) || !existsSync(path))
    return undefined;
  const schema = JSON.parse(readFileSync(path, 'utf8')) as ResourceSchema;
  const named = schema['x-kubernetes-group-version-kind'].some((one) => one.kind === kind);
  return named ? { schema, validator: createValidator([schema]) } : undefined;
}
