import { isBelow, rootsIn } from '../emit/roots.ts';
import { isMapping, parseSource } from '../load/document.ts';
import type { LoadHost } from '../load/index.ts';
import { pathsMatching } from '../load/patterns.ts';

/**
 * Whether changes may alter what a fleet declares or generates, by what its own file says. What included files name is not known then.
 * @param changed paths below the fleet's folder
 */
export function mayConcern(file: string, document: unknown, changed: readonly string[]): boolean {
  const { include, named, roots } = patternsIn(document);
  if (changed.some((path) => path === file || isBelow(path, roots))) return true;
  return changed.length > 0 && (include.length > 0 || pathsMatching(changed, named).length > 0);
}

/** Whether a fleet names one of the paths in `include`, `workloads` or `checks.rules`. */
export function namesAny(host: LoadHost, file: string, paths: readonly string[]): boolean {
  const { include, named } = patternsOf(host, file);
  if (pathsMatching(paths, [...include, ...named]).length > 0) return true;
  return (
    include.length > 0 &&
    host.glob(include).some((included) => pathsMatching(paths, patternsOf(host, included).named).length > 0)
  );
}

/** Those of the paths that the fleet's file names in `include`. */
export function includedOf(host: LoadHost, file: string | undefined, paths: readonly string[]): string[] {
  if (file === undefined || paths.length === 0) return [];
  return pathsMatching(paths, patternsOf(host, file).include);
}

/** Patterns that one file of a fleet names others by. */
export function patternsOf(host: LoadHost, file: string): Patterns {
  const text = host.readFile(file) ?? '';
  return patternsIn((host.parse ?? parseSource)(file, text).document.value);
}

/** Patterns by which a file names files that are part of the fleet, and those that its spec names. */
interface Patterns {
  include: string[];
  named: string[];
  /** Where the fleet's tree lies. */
  roots: string[];
}

/** The patterns and folders in what a file declares. */
export function patternsIn(document: unknown): Patterns {
  const spec = fieldOf(document, 'spec');
  return {
    include: stringsOf(fieldOf(document, 'include')),
    named: [
      ...stringsOf(fieldOf(spec, 'workloads')),
      ...stringsOf(fieldOf(fieldOf(spec, 'checks'), 'rules')),
    ],
    roots: rootsIn(spec),
  };
}

function fieldOf(value: unknown, key: string): unknown {
  return isMapping(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

function stringsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
