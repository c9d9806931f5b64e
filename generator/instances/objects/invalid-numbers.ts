import { isObject, type Value, type ValueObject } from '@kustomize-ts/core';
import type { Path } from '../../load/path.ts';
import { objectAt, objectsAt, own } from './fields.ts';
import { isRayGroup, podsOf } from './pods.ts';
import { parseQuantity } from './quantity.ts';

/** A number of a workload that the API server rejects. */
export interface InvalidNumber {
  path: (string | number)[];
  /** What is wrong with it, such as `"abc" is not a quantity`. */
  text: string;
  help: string;
}

/**
 * What the API server rejects of the resources and counts of a workload: k8s.io/kubernetes v1.34, pkg/apis/core/validation,
 * ValidateResourceQuantityValue and ValidateNonnegativeField. Variables that nobody has substituted are left out.
 */
export function invalidNumbers(object: ValueObject): InvalidNumber[] {
  const pods = podsOf(object);
  const counts = new Map<string, InvalidNumber>();
  // Templates of one object share the fields around them.
  for (const { path } of pods)
    for (const found of countsAround(object, path.slice(0, -1)))
      counts.set(JSON.stringify(found.path), found);
  return [...counts.values(), ...pods.flatMap(({ spec, path }) => quantitiesOf(spec, path))];
}

function quantitiesOf(spec: ValueObject, path: Path): InvalidNumber[] {
  const holders = [
    [spec, path] as const,
    ...['containers', 'initContainers'].flatMap((list) =>
      objectsAt(spec, list).map(([index, container]) => [container, [...path, list, index]] as const),
    ),
  ];
  return [
    ...holders.flatMap(([holder, at]) =>
      ['requests', 'limits'].flatMap((field) =>
        listed(objectAt(objectAt(holder, 'resources'), field), [...at, 'resources', field]),
      ),
    ),
    ...listed(objectAt(spec, 'overhead'), [...path, 'overhead']),
  ];
}

function listed(amounts: ValueObject, path: Path): InvalidNumber[] {
  return Object.entries(amounts).flatMap(([resource, value]) => {
    const found = quantityFault(value);
    return found === undefined ? [] : [{ path: [...path, resource], ...found }];
  });
}

function quantityFault(value: Value): Omit<InvalidNumber, 'path'> | undefined {
  if (value === null || isOpen(value)) return undefined;
  const isText = typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint';
  const parsed = isText ? parseQuantity(String(value)) : undefined;
  if (parsed === undefined || 'error' in parsed)
    return { text: `${shown(value)} is not a quantity`, help: 'Write a quantity such as 500m or 2Gi' };
  return parsed.value < 0
    ? { text: `${shown(value)} is less than 0`, help: 'Write a quantity of 0 or more' }
    : undefined;
}

const COUNTS = ['replicas', 'parallelism', 'completions'];
const RAY_COUNTS = ['replicas', 'minReplicas', 'maxReplicas', 'numOfHosts'];

/** Of the mappings around a template, the fields that say how many pods there are. */
function countsAround(object: ValueObject, template: Path): InvalidNumber[] {
  const out: InvalidNumber[] = [];
  let holder: Value = object;
  template.forEach((step, depth) => {
    if (isObject(holder)) {
      const around = template.slice(0, depth);
      // LeaderWorkerSet: a group has a leader at least.
      if (step === 'workerTemplate') out.push(...countFault(holder, 'size', 1, around));
      for (const field of isRayGroup(holder) ? RAY_COUNTS : COUNTS)
        out.push(...countFault(holder, field, 0, around));
      holder = own(holder, String(step)) ?? null;
    } else holder = (Array.isArray(holder) ? holder[Number(step)] : null) ?? null;
  });
  return out;
}

function countFault(holder: ValueObject, field: string, least: number, path: Path): InvalidNumber[] {
  const value = own(holder, field);
  if (value === undefined || value === null || isOpen(value)) return [];
  const isCount = typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value));
  if (isCount && value >= least) return [];
  const text = isCount ? `${value} is less than ${least}` : `${shown(value)} is not a whole number`;
  return [{ path: [...path, field], text, help: `Write a whole number of ${least} or more` }];
}

/** A text that something is to be put into. */
function isOpen(value: Value): boolean {
  return typeof value === 'string' && /\$\{|\{\{/.test(value);
}

function shown(value: Value): string {
  return typeof value === 'bigint' ? String(value) : JSON.stringify(value);
}
