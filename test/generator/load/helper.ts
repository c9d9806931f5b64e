import { type LoadHost, type LoadResult, loadFleet } from '../../../generator/load/index.ts';
import { pathsMatching } from '../../../generator/load/patterns.ts';

/** A host over files in memory. */
export function memoryHost(files: Record<string, string>): LoadHost {
  return {
    readFile: (path) => files[path],
    glob: (patterns) => pathsMatching(Object.keys(files), patterns),
  };
}

/** Loads a fleet given as the text of its spec's sections. */
export function loadText(spec: string, files: Record<string, string> = {}): LoadResult {
  return loadFleet(memoryHost({ 'fleet.yaml': fleetText(spec), ...files }));
}

/** A whole fleet.yaml around a spec; the spec's first line is line 5. */
export function fleetText(spec: string): string {
  const body = spec.replace(/^/gm, '  ').replace(/[ ]+$/gm, '');
  return `apiVersion: poolwright.dev/v1alpha1\nkind: Fleet\nmetadata: { name: test }\nspec:\n${body}`;
}

/** `code file:line:column` of every diagnostic. */
export function places(result: LoadResult): string[] {
  return result.diagnostics.map(({ code, at }) => `${code} ${at?.file}:${at?.line}:${at?.column}`);
}
