import type { ValueObject } from '@kustomize-ts/core';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { objectName } from '../../render/index.ts';
import { type EnvironmentScope, locateEnvironment } from '../scope.ts';

/** What etcd takes in one request (etcd 3.5, `--max-request-bytes`), and so how large an object can be. */
const LARGEST = 1.5 * 1024 * 1024;

/** An ApplicationSet holds an element for every cluster of its environment, and a cluster stores no object beyond a size. */
export function checkSize(scope: EnvironmentScope, set: ValueObject): Diagnostic[] {
  const size = new TextEncoder().encode(JSON.stringify(set)).length;
  if (size <= LARGEST) return [];
  return [
    {
      code: 'delivery-size',
      severity: 'error',
      message: `${objectName(set)} has ${(size / 1024 / 1024).toFixed(1)} MiB, and a cluster stores no object of more than 1.5 MiB`,
      help: 'Set delivery.argocd.generator to clusters, or split the environment',
      environment: scope.environment,
      object: objectName(set),
      at: locateEnvironment(scope),
    },
  ];
}
