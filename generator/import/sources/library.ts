import { createCache, type ValueObject } from '@kustomize-ts/core';
import { type Diagnostic, hasErrors } from '../../diagnostics/diagnostic.ts';
import {
  type BuiltManifests,
  buildManifests,
  type FoundFiles,
  type Manifest,
  mentionsKarpenter,
  readManifests,
} from '../../manifests/index.ts';
import type { SourceObject } from '../target.ts';
import { buildChanged } from './changed-build.ts';
import type { SourceHost } from './host.ts';
import { builtSources } from './kustomize.ts';
import { createNodes } from './nodes.ts';
import { encrypted, fleetKey, isEncrypted, isPoolObject, nameOf, sourceOf } from './objects.ts';

/** Everything that was read, each file and kustomize directory once. */
export interface Library {
  /** What a kustomize directory builds to. */
  build(directory: string): BuiltManifests;
  /** What all directories that were built have, and the files that they were built of, as diagnostics name them. */
  builds(): {
    id: string;
    manifests: readonly Manifest[];
    sources: string[];
    patches: PatchFile[];
    isFailed: boolean;
  }[];
  /** The pool objects of a kustomize directory. */
  builtObjects(directory: string): SourceObject[];
  /** The pool objects of a directory, `plain` without them, that `changes` are added to, which `by` says; an error where it cannot be built. */
  changedObjects(
    directory: string,
    changes: ValueObject,
    resources: string[],
    plain: readonly SourceObject[],
    by: Manifest,
  ): { objects: SourceObject[] } | { error: Diagnostic };
  /** The manifests of a file; one that is not named has to be about Karpenter for its faults to be reported. */
  manifests(path: string, isNamed: boolean): Manifest[];
  /** The pool objects among manifests; encrypted ones are reported. */
  objectsOf(manifests: readonly Manifest[]): SourceObject[];
  /** Texts by name, as diagnostics name files. */
  texts: Map<string, string>;
  diagnostics: Diagnostic[];
  /** How the paths begin that something may apply which is not read. */
  unreadPaths: Set<string>;
}

/** A file of a patch, and what it changed. */
export interface PatchFile {
  file: string;
  selected: readonly { kind: string; name: string }[];
}

export function createLibrary(host: SourceHost): Library {
  const texts = new Map<string, string>();
  const diagnostics: Diagnostic[] = [];
  const unreadPaths = new Set<string>();
  const nodes = createNodes((file) => texts.get(file));
  const cache = createCache();
  const builds = new Map<string, BuiltManifests>();
  const changedBuilds = new Map<string, ReturnType<typeof buildChanged>>();
  const read = new Map<string, Manifest[]>();
  const build = (directory: string): BuiltManifests => {
    const known = builds.get(directory) ?? buildManifests(host.files, directory, cache, host.nameOf);
    if (!builds.has(directory)) {
      for (const [path, text] of known.sources) texts.set(host.nameOf(path), text);
      builds.set(directory, known);
    }
    return known;
  };
  const manifests = (path: string, isNamed: boolean): Manifest[] => {
    const known = read.get(path);
    if (known) return known;
    const text = host.read(path);
    const name = path === '-' ? 'stdin' : host.nameOf(path);
    texts.set(name, text);
    const group = readManifests(name, text);
    if (isNamed || mentionsKarpenter(text)) diagnostics.push(...group.diagnostics.map(forImport));
    read.set(path, group.manifests);
    return group.manifests;
  };
  const objectsOf = (all: readonly Manifest[]): SourceObject[] => {
    const ours = all.filter(({ object }) => isPoolObject(object));
    for (const one of ours) if (isEncrypted(one.object)) diagnostics.push(encrypted(one));
    return ours.filter(({ object }) => !isEncrypted(object)).map((one) => sourceOf(one, nodes));
  };
  const builtObjects = (directory: string): SourceObject[] => {
    const group = build(directory);
    const name = host.nameOf(directory);
    const objects = builtSources(name, group, nodes, (file) => texts.get(file)).map((one) => ({
      ...one,
      build: name,
    }));
    for (const one of group.manifests)
      if (isPoolObject(one.object) && isEncrypted(one.object)) diagnostics.push(encrypted(one));
    return objects.filter(({ object }) => !isEncrypted(object));
  };
  const changedObjects: Library['changedObjects'] = (directory, changes, resources, plain, by) => {
    const name = host.nameOf(directory);
    const id = JSON.stringify([name, changes]);
    const group = changedBuilds.get(id) ?? buildChanged(host, directory, changes, resources);
    changedBuilds.set(id, group);
    for (const [path, text] of group.sources) texts.set(host.nameOf(path), text);
    const fault = group.diagnostics.find(({ severity }) => severity === 'error');
    if (group.manifests.length === 0 && fault)
      return { error: { ...fault, at: by.locate(['spec', Object.keys(changes)[0] ?? ''], 'key') } };
    const manifests = group.manifests.map((one): Manifest => {
      const locate: Manifest['locate'] = (path, part) => {
        const at = one.locate(path, part);
        return at.file === group.changed ? by.locate(['spec']) : at;
      };
      return { ...one, locate };
    });
    const unchanged = new Map(plain.map((one) => [fleetKey(one.object), one]));
    return {
      objects: builtSources(name, { ...group, manifests }, nodes, (file) => texts.get(file)).map((one) => {
        const before = unchanged.get(fleetKey(one.object));
        return { ...one, build: id, ...(before ? { base: before.base ?? before } : {}) };
      }),
    };
  };
  return {
    build,
    changedObjects,
    builds: () =>
      [
        ...Array.from(builds, ([directory, built]) => [host.nameOf(directory), built] as const),
        ...changedBuilds,
      ].map(([id, { manifests, sources, diagnostics: found, events }]) => ({
        id,
        manifests,
        sources: [...sources.keys()].map(host.nameOf),
        isFailed: manifests.length === 0 && hasErrors(found),
        patches: events.flatMap((event) =>
          event.type === 'patch' && event.patchFile !== undefined
            ? [{ file: host.nameOf(event.patchFile), selected: event.selected }]
            : [],
        ),
      })),
    builtObjects,
    manifests,
    objectsOf,
    texts,
    diagnostics,
    unreadPaths,
  };
}

/** The help of a template is for people who validate. */
function forImport(diagnostic: Diagnostic): Diagnostic {
  const help = diagnostic.help?.replace('| poolwright validate -', '| poolwright import --cluster NAME=-');
  return help === undefined ? diagnostic : { ...diagnostic, help };
}

/** What is found at a path is one place: the pool objects of its directories and files. */
export function objectsAt(library: Library, found: FoundFiles, outermost: readonly string[]): SourceObject[] {
  const builtOf = new Set(
    [...found.directories, ...found.foundDirectories].flatMap((directory) => [
      ...library.build(directory).sources.keys(),
    ]),
  );
  return [
    ...[...found.directories, ...outermost].flatMap((directory) => library.builtObjects(directory)),
    ...library.objectsOf([
      ...found.named.flatMap((path) => library.manifests(path, true)),
      ...found.found.filter((path) => !builtOf.has(path)).flatMap((path) => library.manifests(path, false)),
    ]),
  ];
}

/** The manifests of what is found that say how pools are delivered or hold values, each once. */
export function manifestsOf(library: Library, found: FoundFiles): Manifest[] {
  const directories = [...found.directories, ...found.foundDirectories];
  const built = new Set(directories.flatMap((directory) => [...library.build(directory).sources.keys()]));
  const files = [...found.named, ...found.found].filter((path) => !built.has(path));
  const manifests = [
    ...directories.flatMap((directory) => library.build(directory).manifests),
    ...files.flatMap((path) => library.manifests(path, found.named.includes(path))),
  ].filter(({ object }) => !isPoolObject(object));
  const known = new Map(
    manifests.map((one) => [
      `${one.file} ${String(one.object.kind)} ${nameOf(one.object)} ${one.locate([]).line}`,
      one,
    ]),
  );
  return [...known.values()];
}
