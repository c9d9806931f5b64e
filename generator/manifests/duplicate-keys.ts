import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { parseSource } from '../load/document.ts';
import { isKustomization } from './kustomization-name.ts';

/** Keys that a kustomization has twice: kustomize reads the last one and says nothing of the others. */
export function duplicateKeys(
  sources: ReadonlyMap<string, string>,
  nameOf: (path: string) => string,
): Diagnostic[] {
  return [...sources]
    .filter(([path]) => isKustomization(path))
    .flatMap(([path, text]) =>
      parseSource(nameOf(path), text)
        .diagnostics.filter(({ code }) => code === 'yaml-duplicate-key')
        .map((diagnostic) => ({
          ...diagnostic,
          severity: 'warning' as const,
          message: `${diagnostic.message}; kustomize uses this one and drops what is under the other`,
          help: 'Put the entries of both under one key',
        })),
    );
}
