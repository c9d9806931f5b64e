import type { ValueObject } from '@kustomize-ts/core';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { objectName, pathText } from '../../render/index.ts';
import { type ClusterScope, locateObject } from '../scope.ts';
import { firstDifference } from '../update/difference.ts';
import type { Deliveries, Delivery } from './deliveries.ts';
import { renderFault } from './render-fault.ts';

/** What each way of delivery cannot render, and where they would apply different objects to the cluster. */
export function checkSameObjects(scope: ClusterScope, deliveries: Deliveries): readonly Diagnostic[] {
  const ways = Object.entries(deliveries) as [way: string, delivery: Delivery][];
  const found = ways.flatMap(([, { file, errors }]) =>
    errors.map((error) => renderFault(scope, file, error)),
  );
  if (found.length > 0) return oncePerField(found);
  const [reference, ...others] = ways;
  if (!reference) return [];
  return others.flatMap((other) => {
    const difference = differenceBetween(reference[1].objects, other[1].objects);
    return difference ? [mismatch(scope, [reference, other], difference)] : [];
  });
}

/** One fault shows in each way of delivery: the first reports it, or all of them where none knows the field. */
function oncePerField(found: readonly Diagnostic[]): readonly Diagnostic[] {
  const byField = new Map<string, Diagnostic>();
  for (const one of found) {
    const key = JSON.stringify([one.code, one.object, one.field]);
    if (one.field !== undefined && !byField.has(key)) byField.set(key, one);
  }
  return byField.size > 0 ? [...byField.values()] : found;
}

interface Difference {
  object: string;
  path: (string | number)[];
}

function differenceBetween(a: readonly ValueObject[], b: readonly ValueObject[]): Difference | undefined {
  const others = new Map(b.map((object) => [objectName(object), object]));
  for (const object of a) {
    const name = objectName(object);
    const path = firstDifference(object, others.get(name));
    if (path) return { object: name, path };
    others.delete(name);
  }
  const extra = [...others.keys()][0];
  return extra === undefined ? undefined : { object: extra, path: [] };
}

const NAMES: Record<string, string> = { envsubst: 'envsubst', flux: 'Flux', argocd: 'Argo CD' };

function mismatch(
  scope: ClusterScope,
  [a, b]: [way: string, delivery: Delivery][] & { 0: [string, Delivery]; 1: [string, Delivery] },
  { object, path }: Difference,
): Diagnostic {
  const field = pathText(path);
  return {
    code: 'delivery-mismatch',
    severity: 'error',
    message:
      `${NAMES[a[0]]} (${a[1].file}) and ${NAMES[b[0]]} (${b[1].file}) would apply different objects: ${object} ${field}`.trimEnd(),
    help: 'Run poolwright generate; if the error remains, use a simpler value for the variables in that field',
    environment: scope.environment,
    object,
    ...(field ? { field } : {}),
    at: locateObject(scope, object, path),
  };
}
