import type { ValueObject } from '@kustomize-ts/core';
import { objectAt } from '../../instances/objects/fields.ts';

/** The attributes of a request, apart from the object itself. */
export interface Attributes {
  group: string;
  version: string;
  kind: string;
  /** The kind's name in URLs, such as `nodepools`. */
  resource: string;
  name: string;
  operation: 'CREATE' | 'UPDATE';
  object: ValueObject;
  oldObject: ValueObject | undefined;
}

export function attributesOf(object: ValueObject, oldObject: ValueObject | undefined): Attributes {
  const apiVersion = String(object.apiVersion ?? '');
  const slash = apiVersion.indexOf('/');
  const kind = String(object.kind ?? '');
  return {
    group: slash < 0 ? '' : apiVersion.slice(0, slash),
    version: apiVersion.slice(slash + 1),
    kind,
    resource: resourceOf(kind),
    name: String(objectAt(object, 'metadata').name ?? ''),
    operation: oldObject ? 'UPDATE' : 'CREATE',
    object,
    oldObject,
  };
}

/** As `nodepools` and `ec2nodeclasses` are made (apimachinery v0.37, pkg/api/meta, UnsafeGuessKindToResource). */
function resourceOf(kind: string): string {
  const lower = kind.toLowerCase();
  if (lower.endsWith('s')) return `${lower}es`;
  return lower.endsWith('y') ? `${lower.slice(0, -1)}ies` : `${lower}s`;
}
