import {
  type BuildEvent,
  type BuildOptions,
  build,
  type Cache,
  type FileSystem,
  KustomizeError,
  type LoadRestrictions,
} from '@kustomize-ts/core';
import { checkOverlayBuild } from '../check/overlay/index.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { isKustomization, KUSTOMIZATIONS } from '../render/kustomization-file.ts';
import { buildFault } from './build-fault.ts';
import { duplicateKeys } from './duplicate-keys.ts';
import { createHolders } from './holder.ts';
import { createLayers, type Layers } from './layers.ts';
import type { ManifestGroup } from './manifest.ts';
import { overlayBuild } from './overlay-build.ts';

/** What is built of a kustomize directory, and the texts of the files that it was built of, by absolute path. */
export interface BuiltManifests extends ManifestGroup {
  sources: ReadonlyMap<string, string>;
  /** What each step of the build did, as far as it came. */
  events: readonly BuildEvent[];
}

/**
 * Builds a kustomize directory. One that loads files from outside is built as Flux does, which allows that (fluxcd/pkg, kustomize), with a
 * warning that others refuse it.
 * @param directory absolute path in `files`
 * @param nameOf how diagnostics name a file, given its absolute path
 */
export function buildManifests(
  files: FileSystem,
  directory: string,
  cache: Cache,
  nameOf: (path: string) => string,
): BuiltManifests {
  const attempt = (loadRestrictions: LoadRestrictions) =>
    buildWith(files, directory, { cache, loadRestrictions }, nameOf);
  const { error, ...built } = attempt('rootOnly');
  if (error?.code !== 'restricted') return built;
  const { error: other, ...unrestricted } = attempt('none');
  if (other)
    return {
      ...unrestricted,
      diagnostics: other.code === 'restricted' ? built.diagnostics : unrestricted.diagnostics,
    };
  return {
    ...unrestricted,
    diagnostics: [...built.diagnostics.map(refusedByOthers), ...unrestricted.diagnostics],
  };
}

function buildWith(
  files: FileSystem,
  directory: string,
  options: BuildOptions,
  nameOf: (path: string) => string,
): BuiltManifests & { error?: KustomizeError } {
  const { recorder, sources } = recording(files);
  const home = (): string =>
    [...sources.keys()].find((path) => isKustomization(path)) ?? `${directory}/${KUSTOMIZATIONS[0]}`;
  const events: BuildEvent[] = [];
  let layers: Layers | undefined;
  const layersOf = (): Layers => {
    layers ??= createLayers(sources, nameOf);
    return layers;
  };
  try {
    const resources = build(recorder, directory, { ...options, onEvent: (event) => events.push(event) });
    const holders = createHolders(layersOf, nameOf);
    const manifests = resources.map(({ object, file }) => ({
      object,
      file: nameOf(file ?? home()),
      locate: holders(object, file ?? home()),
    }));
    const diagnostics = [
      ...duplicateKeys(sources, nameOf),
      ...checkOverlayBuild(overlayBuild(events, manifests, layersOf, nameOf)),
    ];
    return { manifests, others: 0, diagnostics, sources, events };
  } catch (error) {
    if (!(error instanceof KustomizeError)) throw error;
    const fault = buildFault(error, home(), layersOf, nameOf);
    return { manifests: [], others: 0, diagnostics: [fault], sources, events, error };
  }
}

function refusedByOthers(fault: Diagnostic): Diagnostic {
  return {
    ...fault,
    severity: 'warning',
    message: `${fault.message}; Flux builds it, but kubectl and Argo CD do not`,
    help: 'Move the file below the kustomization’s folder, make its folder a kustomization, or set LoadRestrictionsNone where it is built',
  };
}

function recording(files: FileSystem): { recorder: FileSystem; sources: Map<string, string> } {
  const sources = new Map<string, string>();
  const readFile = (path: string): string | undefined => {
    const text = files.readFile(path);
    if (text !== undefined) sources.set(path, text);
    return text;
  };
  return {
    recorder: {
      readFile,
      readBytes: (path) => files.readBytes(path),
      kind: (path) => files.kind(path),
      realPath: (path) => files.realPath(path),
    },
    sources,
  };
}
