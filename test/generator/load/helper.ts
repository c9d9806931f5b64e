import { type LoadHost, type LoadResult, loadFleet } from '../../../generator/load/index.ts';

/** A host over files in memory; patterns are plain names, `*` standing for anything in one folder. */
export function memoryHost(files: Record<string, string>): LoadHost {
  return {
    readFile: (path) => files[path],
    glob: (patterns) =>
      Object.keys(files)
        .filter((path) => patterns.some((pattern) => matches(path, pattern)))
        .toSorted(),
  };
}

function matches(path: string, pattern: string): boolean {
  const source = pattern.split('*').map((part) => part.replace(/[.+^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${source.join('[^/]*')}$`).test(path);
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
