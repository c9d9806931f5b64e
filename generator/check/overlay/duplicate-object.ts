import { isObject, type ValueObject } from '@kustomize-ts/core';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { objectAt, stringAt } from '../../instances/objects/fields.ts';
import { equal } from '../../load/merge.ts';
import { titleOf } from '../lint/view.ts';
import { isKarpenter } from '../pipeline.ts';
import type { BuiltObject, OverlayBuild } from './build.ts';

/**
 * Karpenter's objects of one name that kustomize keeps apart by their namespaces. Its kinds are cluster-scoped, which kustomize does not
 * know of custom resources, and so they are one object in the cluster. Two that are the same do no harm.
 */
export function duplicateObject(build: OverlayBuild): Diagnostic[] {
  const first = new Map<string, BuiltObject>();
  return build.objects.flatMap((built) => {
    if (!isKarpenter(built.object)) return [];
    const name = `${stringAt(built.object, 'apiVersion')?.split('/')[0]}/${titleOf(built.object)}`;
    const other = first.get(name);
    if (other === undefined) first.set(name, built);
    return other === undefined || isSame(other.object, built.object) ? [] : duplicate(other, built);
  });
}

function duplicate(other: BuiltObject, { object, locate }: BuiltObject): Diagnostic {
  const namespaces = [other.object, object].map(
    (one) => stringAt(objectAt(one, 'metadata'), 'namespace') ?? 'none',
  );
  return {
    code: 'duplicate-object',
    severity: 'error',
    message: `the build has two different objects ${titleOf(object)}, in the namespaces ${namespaces.join(' and ')}: the kind is cluster-scoped, so each overwrites the other`,
    help: 'Give one of them another name, with namePrefix or a patch, or build it only once',
    object: titleOf(object),
    field: 'metadata.name',
    at: locate(['metadata', 'name']),
    related: [{ message: 'the other', at: other.locate(['metadata', 'name']) }],
  };
}

function isSame(a: ValueObject, b: ValueObject): boolean {
  return equal(withoutNamespace(a), withoutNamespace(b));
}

function withoutNamespace(object: ValueObject): ValueObject {
  if (!isObject(object.metadata)) return object;
  const { namespace: _, ...metadata } = object.metadata;
  return { ...object, metadata };
}
