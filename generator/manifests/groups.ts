import { createCache, type FileSystem } from '@kustomize-ts/core';
import { type BuiltManifests, buildManifests, isKustomization } from './kustomize.ts';
import type { ManifestGroup } from './manifest.ts';
import { readManifests } from './read.ts';

/** Builds kustomize directories, and gives the groups and all files that were read for them. */
export function buildGroups(
  files: FileSystem,
  directories: readonly string[],
  nameOf: (path: string) => string,
): { directory: string; group: BuiltManifests }[] {
  const cache = createCache();
  return directories.map((directory) => ({
    directory,
    group: buildManifests(files, directory, cache, nameOf),
  }));
}

/**
 * Of directories that were found and not named, those that somebody would apply: no component, and not what another one builds on.
 */
export function outermost(
  built: readonly { directory: string; group: BuiltManifests }[],
): { directory: string; group: BuiltManifests }[] {
  return built.filter(
    ({ directory, group }) =>
      !isComponent(group) &&
      !built.some((other) => other.directory !== directory && readsFrom(other.group, directory)),
  );
}

function readsFrom({ sources }: BuiltManifests, directory: string): boolean {
  return [...sources.keys()].some(
    (path) => isKustomization(path) && path.slice(0, path.lastIndexOf('/')) === directory,
  );
}

function isComponent({ sources }: BuiltManifests): boolean {
  const [, text = ''] = [...sources].find(([path]) => isKustomization(path)) ?? [];
  return /^kind:\s*['"]?Component\b/m.test(text);
}

/** A file that was found and not named: one that is no YAML, and says nothing of Karpenter, is somebody else's affair. */
export function readFound(file: string, text: string): ManifestGroup {
  const group = readManifests(file, text);
  return group.diagnostics.length > 0 && !mentionsKarpenter(text)
    ? { ...group, others: group.others + 1, diagnostics: [] }
    : group;
}

/** A directory that was found and not named: that it cannot be built is a warning where nothing in it is Karpenter's. */
export function builtFound({ sources, diagnostics, ...group }: BuiltManifests): ManifestGroup {
  if ([...sources.values()].some(mentionsKarpenter)) return { ...group, diagnostics };
  return { ...group, diagnostics: diagnostics.map((one) => ({ ...one, severity: 'warning' as const })) };
}

function mentionsKarpenter(text: string): boolean {
  return text.includes('karpenter.');
}
