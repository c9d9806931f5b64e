import { parseSource } from '../load/document.ts';
import type { LoadHost } from '../load/index.ts';
import { pathsMatching } from '../load/patterns.ts';

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

/** Patterns that one file of a fleet names others by: those that are part of it, and those that its spec names. */
export function patternsOf(host: LoadHost, file: string): { include: string[]; named: string[] } {
  const text = host.readFile(file) ?? '';
  const { value } = (host.parse ?? parseSource)(file, text).document;
  const spec = fieldOf(value, 'spec');
  return {
    include: stringsOf(fieldOf(value, 'include')),
    named: [
      ...stringsOf(fieldOf(spec, 'workloads')),
      ...stringsOf(fieldOf(fieldOf(spec, 'checks'), 'rules')),
    ],
  };
}

function fieldOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}

function stringsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
