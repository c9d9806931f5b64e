import { isDeepStrictEqual } from 'node:util';
import { isBelow } from '../emit/roots.ts';
import { isMapping, type Mapping, parseSource } from '../load/document.ts';
import type { Fleet } from '../load/index.ts';
import { outputOf } from '../load/output.ts';

/** What the files of a fleet declare in the last commit and in the index; see `declaredIn`. */
export interface Versions {
  before(path: string): unknown;
  after(path: string): unknown;
}

/** What a file of a fleet declares, by its text: nothing when there is no file, `undefined` when it cannot be read. */
export function declaredIn(path: string, text: string | undefined, parse = parseSource): unknown {
  return text === undefined ? {} : parse(path, text).document.value;
}

/**
 * The environments whose objects a change can alter, or `undefined` when it may be any.
 * @param changed the changed files of the fleet and of its generated tree
 * @param isSource whether a path is one of the files that the fleet is declared in, before the change or after it
 */
export function affectedEnvironments(
  fleet: Fleet,
  changed: readonly string[],
  isSource: (path: string) => boolean,
  versions: Versions,
): ReadonlySet<string> | undefined {
  const affected = new Set<string>();
  for (const path of changed) {
    const environments = isSource(path) ? declared(path, versions) : generated(fleet, path);
    if (environments === undefined) return undefined;
    for (const environment of environments) affected.add(environment);
  }
  return affected;
}

/** The environments that generated files are for, or `undefined` when it may be any. */
export function environmentsOf(fleet: Fleet, files: readonly string[]): ReadonlySet<string> | undefined {
  const each = files.map((path) => generated(fleet, path));
  return each.includes(undefined) ? undefined : new Set(each.flatMap((names) => names ?? []));
}

/** The environments in whose declarations two versions of a file differ, provided that they differ in nothing else. */
function declared(path: string, { before, after }: Versions): string[] | undefined {
  const [old, now] = [before(path), after(path)].map(mapping);
  if (!old || !now) return undefined;
  const specs = narrowed(old, now, 'spec', NEUTRAL);
  const environments = specs && narrowed(...specs, 'environments');
  return environments && differing(...environments);
}

/** What both mappings have at the only key in which they differ; what is not there declares nothing. */
function narrowed(
  old: Mapping,
  now: Mapping,
  key: string,
  neutral: readonly string[] = [],
): [Mapping, Mapping] | undefined {
  if (differing(old, now).some((other) => other !== key && !neutral.includes(other))) return undefined;
  const [a, b] = [mapping(old[key] ?? {}), mapping(now[key] ?? {})];
  return a && b && [a, b];
}

/** Keys that an included file may have or leave out without a difference. */
const NEUTRAL = ['apiVersion', 'kind'];

function mapping(value: unknown): Mapping | undefined {
  return isMapping(value) ? value : undefined;
}

function differing(a: Mapping, b: Mapping): string[] {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].filter((key) => !isDeepStrictEqual(a[key], b[key]));
}

/** The environments that a generated file is for; none for a file that nothing in the tree reads. */
function generated(fleet: Fleet, path: string): string[] | undefined {
  const folders = outputOf(fleet.spec);
  const stepsBelow = (folder: string): string[] =>
    isBelow(path, [folder]) ? path.slice(folder.length + 1).split('/') : [];
  const [environment] = stepsBelow(folders.overlays);
  if (environment !== undefined) return [environment];
  const [cluster] = stepsBelow(folders.clusters);
  if (cluster !== undefined) return environmentOf(fleet, cluster);
  const [name, below] = stepsBelow(folders.argocd).map((step) => step.replace(/\.yaml$/, ''));
  if (name === undefined) return undefined;
  return below === undefined ? [name] : environmentOf(fleet, below);
}

function environmentOf(fleet: Fleet, cluster: string): string[] {
  return Object.entries(fleet.spec.environments)
    .filter(([, { clusters }]) => Object.hasOwn(clusters ?? {}, cluster))
    .map(([environment]) => environment);
}
