import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createValidator, type ResourceSchema, type Validator } from '@poolwright/crd-validator';
import type { SchemaHistory } from '../check/crd/field-versions.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { supportedVersions } from '../diagnostics/suggest.ts';
import { minorRelease, schemasFolder } from './files.ts';

/** A CRD's schema and a validator for its objects alone. */
export interface Crd {
  schema: ResourceSchema;
  validator: Validator;
}

/** Karpenter's CRDs, as Poolwright brings them, read when they are asked for. */
export interface SchemaFiles {
  /** Minor releases, the oldest first. */
  versions: readonly string[];
  /** The minor release that a version such as `1.15` or `1.15.1` stands for, or how to fix it. */
  resolve(version: string): { version: string } | { help: string };
  /** @param version a minor release of `versions` */
  crd(version: string, apiVersion: string, kind: string): Crd | undefined;
  history: SchemaHistory;
}

export function openSchemaFiles(): SchemaFiles {
  const folder = join(schemasFolder(), 'karpenter');
  const index = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as Record<string, string>;
  const versions = Object.keys(index);
  const known = new Map<string, Crd | undefined>();
  const crd: SchemaFiles['crd'] = (version, apiVersion, kind) => {
    const [group = '', name = '', ...rest] = apiVersion.split('/');
    if (rest.length > 0) return undefined;
    const file = join(index[version] ?? version, `${kind.toLowerCase()}-${group}-${name}.json`);
    if (!known.has(file)) known.set(file, readCrd(join(folder, file), kind));
    return known.get(file);
  };
  return {
    versions,
    resolve: (asked) => {
      const version = minorRelease(asked);
      return versions.includes(version) ? { version } : { help: supportedVersions(versions) };
    },
    crd,
    history: (apiVersion, kind) =>
      versions.map((version) => ({ karpenter: version, schema: crd(version, apiVersion, kind)?.schema })),
  };
}

/** A version of Karpenter that an option names and there are no schemas for. */
export function unknownVersion(asked: string, help: string): Diagnostic {
  return {
    code: 'unknown-karpenter-version',
    severity: 'error',
    message: `there are no schemas for Karpenter ${asked}`,
    help,
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
