import { isObject, type ValueObject } from '@kustomize-ts/core';
import type { Manifest } from '../../manifests/index.ts';
import { fluxReferences } from '../../render/index.ts';
import { eachText } from '../emitted.ts';
import type { SourceObject } from '../target.ts';
import { nameOf } from './objects.ts';

/** The values of a Kustomization: those of ConfigMaps and Secrets in their order, its own over them. */
export function valuesOf(
  { postBuild = null }: ValueObject,
  manifest: Manifest,
  all: readonly Manifest[],
): { values: Record<string, string>; references: ValueObject[] } {
  const values: Record<string, string> = {};
  const references: ValueObject[] = [];
  if (!isObject(postBuild)) return { values, references };
  const { substituteFrom = null, substitute = null } = postBuild;
  for (const one of Array.isArray(substituteFrom) ? substituteFrom.filter(isObject) : []) {
    const source = nearest(
      manifest,
      all.filter(({ object }) => object.kind === one.kind && nameOf(object) === one.name),
    );
    const data = source && readableData(source.object);
    if (data) Object.assign(values, data);
    else references.push(one);
  }
  if (isObject(substitute))
    for (const [name, value] of Object.entries(substitute)) values[name] = String(value);
  return { values, references };
}

/** Of several objects of one name, that of the same cluster: the one whose file shares most of its path. */
export function nearest({ file }: Manifest, candidates: readonly Manifest[]): Manifest | undefined {
  const shared = (other: string): number => {
    const [a, b] = [file.split('/'), other.split('/')];
    let length = 0;
    while (length < a.length && a[length] === b[length]) length++;
    return length;
  };
  return candidates.toSorted((a, b) => shared(b.file) - shared(a.file))[0];
}

/** The values of a ConfigMap, or of a Secret that is not encrypted. */
function readableData({
  data = null,
  stringData = null,
  kind,
  sops,
}: ValueObject): Record<string, string> | undefined {
  if (sops !== undefined) return undefined;
  const values: Record<string, string> = {};
  if (isObject(data))
    for (const [name, value] of Object.entries(data))
      values[name] =
        kind === 'Secret' ? Buffer.from(String(value), 'base64').toString('utf8') : String(value);
  if (isObject(stringData))
    for (const [name, value] of Object.entries(stringData)) values[name] = String(value);
  return values;
}

/** The variables of the objects that have no value. */
export function missingIn(
  objects: readonly SourceObject[],
  values: Readonly<Record<string, string>>,
): string[] {
  const missing = new Set<string>();
  for (const { written } of objects)
    eachText(written, (_path, text) => {
      const references = text.includes('${') ? fluxReferences(text) : undefined;
      if (!references?.ok) return;
      for (const { name, required } of references.value)
        if (required && !Object.hasOwn(values, name)) missing.add(name);
    });
  return [...missing];
}

/** A value to render with where only the cluster has the real one. */
export function exampleOf(variable: string): string {
  return `example-${variable.toLowerCase().replaceAll('_', '-')}`;
}
