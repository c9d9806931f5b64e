import { type KustomizeError, YamlError } from '@kustomize-ts/core';
import { stepsOf } from '../check/field-path.ts';
import type { Diagnostic, Location } from '../diagnostics/diagnostic.ts';
import type { Layers } from './layers.ts';

/**
 * The diagnostic for what kustomize cannot build.
 * @param home absolute path of the kustomization, to which an error without a file belongs
 */
export function buildFault(
  error: KustomizeError,
  home: string,
  layersOf: () => Layers,
  nameOf: (path: string) => string,
): Diagnostic {
  return {
    code: 'render-failed',
    severity: 'error',
    message: `kustomize cannot build this: ${[error.field, error.reason].filter(Boolean).join(': ')}`,
    help: helpFor(error),
    at: placeOf(error, error.file ?? home, layersOf, nameOf),
  };
}

function helpFor({ code, field = '' }: KustomizeError): string {
  if (code === 'unsupported')
    return 'Build it with kustomize and validate the output: kubectl kustomize DIR | poolwright validate -';
  if (code === 'mismatch' && field.startsWith('replicas'))
    return 'Correct the name. replicas is for Deployments, StatefulSets, ReplicaSets and ReplicationControllers: patch the field of a custom resource';
  return 'Correct it as the message says';
}

function placeOf(
  { field, cause }: KustomizeError,
  file: string,
  layersOf: () => Layers,
  nameOf: (path: string) => string,
): Location {
  if (cause instanceof YamlError) return { file: nameOf(file), line: cause.line, column: cause.column };
  const steps = field === undefined ? undefined : /^\w+(\[\d+\])?(\.\w+)*$/.exec(field)?.[0];
  const document = steps === undefined ? undefined : layersOf().kustomizationAt(file);
  return document?.locate(stepsOf(steps ?? '')) ?? { file: nameOf(file), line: 1, column: 1 };
}
