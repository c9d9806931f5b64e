import { posix } from 'node:path';
import { isObject, readYaml, type Value, type ValueObject, YamlError } from '@kustomize-ts/core';
import { objectsAt } from '../../instances/objects/fields.ts';
import type { SourceHost } from './host.ts';

/** Fields of a git generator that are read, or that change nothing of what it gives. */
const KNOWN: ReadonlySet<string> = new Set([
  'repoURL',
  'revision',
  'directories',
  'files',
  'requeueAfterSeconds',
]);

/**
 * What a git generator gives (Argo CD 3.2, applicationset/generators/git.go), if its repository is the one that is imported; undefined for one
 * with fields that are not read.
 */
export function gitElements(host: SourceHost, git: Value, isGo: boolean): ValueObject[] | undefined {
  if (!isObject(git) || Object.keys(git).some((key) => !KNOWN.has(key))) return undefined;
  if (git.files !== undefined && git.directories !== undefined) return undefined;
  const files = host.repositoryFiles();
  if (git.files !== undefined)
    return matching(files, git, 'files', pathspec).flatMap((file) => elementsOf(host, file, isGo) ?? []);
  const folders = matching(foldersOf(files), git, 'directories', goPattern);
  return folders.map((folder) => pathParameters(folder, isGo));
}

/** What matches a pattern and none that excludes; in Argo CD's order. */
function matching(
  paths: readonly string[],
  git: ValueObject,
  field: 'files' | 'directories',
  compile: (pattern: string) => RegExp,
): string[] {
  const patterns = objectsAt(git, field).map(([, { path, exclude }]) => ({
    pattern: compile(String(path)),
    excludes: exclude === true,
  }));
  const hits = (path: string, excluding: boolean): boolean =>
    patterns.some(({ pattern, excludes }) => excludes === excluding && pattern.test(path));
  return paths.filter((path) => hits(path, false) && !hits(path, true));
}

/** Folders that have a file in them or below; Argo CD skips hidden ones. */
function foldersOf(files: readonly string[]): string[] {
  const folders = new Set<string>();
  for (const file of files)
    for (let at = posix.dirname(file); at !== '.' && !folders.has(at); at = posix.dirname(at))
      folders.add(at);
  return [...folders].filter((folder) => !folder.split('/').some((step) => step.startsWith('.'))).toSorted();
}

/** A pattern of Go's path.Match, in which `*` does not match `/`. */
function goPattern(pattern: string): RegExp {
  return compiled(pattern, '[^/]*', '[^/]');
}

/** A pattern of `git ls-files`, in which `*` matches `/`, and a folder all that is in it. */
function pathspec(pattern: string): RegExp {
  return compiled(pattern.replace(/\/$/, ''), '.*', '.', '(?:/.*)?');
}

function compiled(pattern: string, many: string, one: string, end = ''): RegExp {
  const text = posix
    .normalize(pattern)
    .replace(/[.+^${}()|\\[\]]/g, '\\$&')
    .replace(/\*+/g, '*')
    .replaceAll('?', one)
    .replaceAll('*', many);
  return new RegExp(`^${text}${end}$`, 's');
}

/** The objects of a file, each with the parameters of its path; undefined where the file cannot be read. */
function elementsOf(host: SourceHost, file: string, isGo: boolean): ValueObject[] | undefined {
  const value = readFileValue(host, file);
  const objects = Array.isArray(value) ? value : [value];
  if (!objects.every((one) => isObject(one))) return undefined;
  const path = pathParameters(posix.dirname(file), isGo, posix.basename(file));
  return objects.map((one) => ({ ...(isGo ? one : flattened(one)), ...path }));
}

function readFileValue(host: SourceHost, file: string): Value {
  try {
    return readYaml(host.files.readFile(posix.join(host.tops.at(-1) ?? host.root, file)) ?? '');
  } catch (error) {
    if (error instanceof YamlError) return null;
    throw error;
  }
}

/** Parameters without Go templates are texts: `a.b` for a field, `a.0` for an item. */
function flattened(value: ValueObject | Value[], prefix = ''): Record<string, string> {
  return Object.assign(
    {},
    ...Object.entries(value).map(([key, item]) =>
      typeof item === 'object' && item !== null
        ? flattened(item, `${prefix}${key}.`)
        : { [`${prefix}${key}`]: String(item) },
    ),
  ) as Record<string, string>;
}

function pathParameters(folder: string, isGo: boolean, filename?: string): ValueObject {
  const segments = folder.split('/');
  const basename = posix.basename(folder);
  const named: Record<string, string> = {
    basename,
    basenameNormalized: normalized(basename),
    ...(filename === undefined ? {} : { filename, filenameNormalized: normalized(filename) }),
  };
  if (isGo) return { path: { path: folder, segments, ...named } };
  return {
    path: folder,
    ...Object.fromEntries(Object.entries(named).map(([key, value]) => [`path.${key}`, value])),
    ...Object.fromEntries(segments.map((segment, i) => [`path[${i}]`, segment])),
  };
}

/** The nearest name that a Kubernetes object can have, as Argo CD makes it. */
function normalized(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^-a-z0-9.]/g, '-')
    .slice(0, 253)
    .replace(/^[-.]+|[-.]+$/g, '');
}
