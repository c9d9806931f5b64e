import { createCache, type FileSystem } from '@kustomize-ts/core';
import { isKustomization } from '../render/kustomization-file.ts';
import { type BuiltManifests, buildManifests } from './kustomize.ts';
import type { ManifestGroup } from './manifest.ts';
import { readManifests } from './read.ts';

/** Builds kustomize directories, and gives the groups and all files that were read for them. */
export function buildGroups(
  files: FileSystem,
  directories: readonly string[],
  nameOf: (path: string) => string,
  onBuilt: () => void = () => undefined,
): BuiltDirectory[] {
  const cache = createCache();
  return directories.map((directory) => {
    const group = buildManifests(files, directory, cache, nameOf);
    onBuilt();
    return { directory, group };
  });
}

/** A kustomize directory and what is built of it. */
export interface BuiltDirectory {
  directory: string;
  group: BuiltManifests;
}

/**
 * Of directories that were found and not named, those that somebody would apply: no component, and not what another one builds on.
 */
export function outermost(built: readonly BuiltDirectory[]): BuiltDirectory[] {
  const builtOn = new Set(
    built.filter(isBuilt).flatMap(({ directory, group }) =>
      [...group.sources.keys()]
        .filter(isKustomization)
        .map((path) => path.slice(0, path.lastIndexOf('/')))
        .filter((folder) => folder !== directory),
    ),
  );
  return built.filter(({ directory, group }) => !builtOn.has(directory) && !isComponent(group));
}

/** A cycle of directories builds on itself, and is reported. */
function isBuilt({ group }: BuiltDirectory): boolean {
  return !group.diagnostics.some(({ code, severity }) => code === 'render-failed' && severity === 'error');
}

function isComponent({ sources }: BuiltManifests): boolean {
  const [, text = ''] = [...sources].find(([path]) => isKustomization(path)) ?? [];
  return /^kind:\s*['"]?Component\b/m.test(text);
}

/** A file that was found but not named is ignored if it is not YAML and does not mention Karpenter. */
export function readFound(file: string, text: string): ManifestGroup {
  const group = readManifests(file, text);
  if (group.diagnostics.length === 0 || mentionsKarpenter(text)) return group;
  const isUnread = group.diagnostics.some(({ code }) => code !== 'yaml-duplicate-key');
  return { ...group, others: group.others + (isUnread ? 1 : 0), diagnostics: [] };
}

/** A directory that was found and not named: where nothing in it is Karpenter's, only that it cannot be built is reported, as a warning. */
export function builtFound({ sources, events: _, diagnostics, ...group }: BuiltManifests): ManifestGroup {
  if ([...sources.values()].some(mentionsKarpenter)) return { ...group, diagnostics };
  const faults = diagnostics.filter(({ code, severity }) => code === 'render-failed' && severity === 'error');
  return { ...group, diagnostics: faults.map((one) => ({ ...one, severity: 'warning' as const })) };
}

/** Whether a text may have an object of Karpenter. */
export function mentionsKarpenter(text: string): boolean {
  return text.includes('karpenter.');
}
