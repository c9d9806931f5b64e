import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { parseSource } from '../load/document.ts';
import { isKustomization } from '../render/kustomization-file.ts';

/** Keys that a kustomization has twice: kustomize reads the last one and says nothing of the others. */
export function duplicateKeys(
  sources: ReadonlyMap<string, string>,
  nameOf: (path: string) => string,
): Diagnostic[] {
  return [...sources]
    .filter(([path]) => isKustomization(path))
    .flatMap(([path, text]) =>
      duplicatesIn(nameOf(path), text).map((diagnostic) => ({
        ...diagnostic,
        severity: 'warning' as const,
        message: `${diagnostic.message}; kustomize uses this one and drops the entries under the other`,
        help: 'Put the entries of both under one key',
      })),
    );
}

/** Keys that a manifest has twice: kubectl drops one of the two before it sends the object, and kustomize reads no such file. */
export function duplicateManifestKeys(file: string, text: string): Diagnostic[] {
  return duplicatesIn(file, text).map((diagnostic) => ({
    ...diagnostic,
    message: `${diagnostic.message}; kubectl applies the last one and drops the other, Flux and kustomize reject the file`,
  }));
}

function duplicatesIn(file: string, text: string): Diagnostic[] {
  return parseSource(file, text).diagnostics.filter(({ code }) => code === 'yaml-duplicate-key');
}
