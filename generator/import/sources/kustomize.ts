import { type BuiltManifests, type Manifest, readManifests } from '../../manifests/index.ts';
import type { SourceObject } from '../target.ts';
import type { FindNode } from './nodes.ts';
import { isPoolObject, nameOf, sourceOf } from './objects.ts';

/**
 * The pool objects of a kustomize directory, each with what it is before an overlay changes it.
 * @param directory as diagnostics name it
 * @param textOf the text of a file that was read
 */
export function builtSources(
  directory: string,
  { manifests, events }: BuiltManifests,
  nodes: FindNode,
  textOf: (file: string) => string | undefined,
): SourceObject[] {
  const patched = new Set(
    events.flatMap((event) =>
      event.type === 'patch' && event.form === 'json'
        ? event.selected.map(({ kind, name }) => `${kind}/${name}`)
        : [],
    ),
  );
  return manifests
    .filter(({ object }) => isPoolObject(object))
    .map((manifest): SourceObject => {
      const base = manifest.file.startsWith(`${directory}/`) ? undefined : baseOf(manifest, textOf);
      return {
        ...sourceOf(manifest, nodes),
        ...(base ? { base: sourceOf(base, nodes) } : {}),
        hasOperations: patched.has(`${String(manifest.object.kind)}/${nameOf(manifest.object)}`),
      };
    });
}

/** The document that a built object was read from; undefined where kustomize has renamed it. */
function baseOf(
  { file, object }: Manifest,
  textOf: (file: string) => string | undefined,
): Manifest | undefined {
  const { manifests } = readManifests(file, textOf(file) ?? '');
  return manifests.find((one) => one.object.kind === object.kind && nameOf(one.object) === nameOf(object));
}
