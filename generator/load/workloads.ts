import { isObject, readDocuments, type ValueObject, YamlError } from '@kustomize-ts/core';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { FleetSources, FleetSpec, WorkloadPlaces } from './fleet.ts';
import { mergeConflict } from './merge-conflict.ts';
import type { Locate } from './path.ts';
import { leavesRepository, outsideRepository } from './paths.ts';
import { createPlaces } from './places.ts';
import type { LoadHost } from './read.ts';
import { splitDocuments } from './split-documents.ts';

/** The objects of the manifests that `spec.workloads` names, and what of them cannot be read. */
export function readWorkloads(
  host: LoadHost,
  spec: FleetSpec,
  sources: FleetSources,
): { workloads: ValueObject[]; places: WorkloadPlaces; diagnostics: Diagnostic[] } {
  const workloads: ValueObject[] = [];
  const places = new Map<ValueObject, Locate>();
  const diagnostics: Diagnostic[] = [];
  spec.workloads?.forEach((pattern, i) => {
    if (leavesRepository(pattern)) return; // `checkPaths` reports it
    const files = host.glob([pattern]);
    if (files.length === 0) {
      diagnostics.push({
        code: 'file-not-found',
        severity: 'warning',
        message: `no file matches the workloads ${pattern}`,
        help: 'Correct the pattern, or remove it',
        at: sources.locate(['workloads', i]),
      });
    }
    for (const file of files) {
      if (host.leavesRoot?.(file)) {
        diagnostics.push(outsideRepository(file, sources.locate(['workloads', i])));
        continue;
      }
      const text = host.readFile(file) ?? '';
      let current = { before: 0 };
      try {
        for (const document of splitDocuments(text)) {
          current = document;
          const locate = createPlaces(file, document);
          for (const object of readDocuments(document.text).filter(isObject)) {
            workloads.push(object);
            places.set(object, locate);
          }
        }
      } catch (error) {
        if (!(error instanceof YamlError)) throw error;
        diagnostics.push(
          mergeConflict(text, { file }) ?? {
            code: 'yaml-syntax',
            severity: 'error',
            message: error.reason,
            help: 'Fix the YAML at this place',
            at: { file, line: current.before + error.line, column: error.column },
          },
        );
      }
    }
  });
  return { workloads, places, diagnostics };
}
