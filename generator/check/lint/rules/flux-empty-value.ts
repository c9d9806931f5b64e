import type { ValueObject } from '@kustomize-ts/core';
import { objectAt, objectsAt, own } from '../../../instances/objects/fields.ts';
import { defineRule, type Fault } from '../rule.ts';
import { titleOf } from '../view.ts';

const selectors = ['subnetSelectorTerms', 'securityGroupSelectorTerms', 'amiSelectorTerms'];

export const rule = defineRule({
  code: 'flux-empty-value',
  severity: 'warning',
  impact: 'outage',
  what: 'A tag or label value of a node class or pool is empty, `null` or padded with spaces. Substitution with an unset variable or a stray default leaves such values.',
  why: 'Before version 2.9 Flux replaces an undefined variable with nothing, without an error. A selector with an empty tag value matches nothing, and `null` removes the tag.',
  help: 'Give the variable a value, or quote the whole value so that it stays a string.',
  versions: 'Flux from 2.9 on fails the Kustomization instead (strict substitution).',
  bad: '# fleet.yaml: spec.pools.general.nodeClass\ntags: { cost-center: "" }',
  good: '# fleet.yaml: spec.pools.general.nodeClass\ntags: { cost-center: platform }',
  find: ({ objects, written }) =>
    objects
      .filter(({ kind }) => kind === 'EC2NodeClass' || kind === 'NodePool')
      .flatMap((object) => {
        const title = titleOf(object);
        return wrongValues(objectAt(object, 'spec')).map(({ path, value }) =>
          faultOf(title, path, value, written(title, path, value ?? '') !== (value ?? '')),
        );
      }),
});

interface WrongValue {
  path: (string | number)[];
  value: string | null;
}

function wrongValues(spec: ValueObject): WrongValue[] {
  const metadata = objectAt(objectAt(spec, 'template'), 'metadata');
  return [
    ...emptyValues(['spec', 'tags'], objectAt(spec, 'tags')),
    ...emptyValues(['spec', 'template', 'metadata', 'labels'], objectAt(metadata, 'labels'), true),
    ...selectors.flatMap((list) =>
      objectsAt(spec, list).flatMap(([index, term]) =>
        emptyValues(['spec', list, index, 'tags'], objectAt(term, 'tags')),
      ),
    ),
    ...['role', 'instanceProfile'].flatMap((field) => {
      const value = own(spec, field);
      return typeof value === 'string' && value !== value.trim() ? [{ path: ['spec', field], value }] : [];
    }),
  ];
}

function emptyValues(path: (string | number)[], values: ValueObject, mayBeEmpty = false): WrongValue[] {
  return Object.entries(values).flatMap(([key, value]) => {
    const isText = typeof value === 'string' && (value !== value.trim() || (value === '' && !mayBeEmpty));
    return value === null || isText ? [{ path: [...path, key], value }] : [];
  });
}

/** @param isSubstituted whether the value comes of a variable */
function faultOf(
  object: string,
  path: (string | number)[],
  value: string | null,
  isSubstituted: boolean,
): Fault {
  const isEmpty = value === null || value.trim() === '';
  const what = isEmpty ? 'empty' : 'padded with spaces';
  if (isSubstituted)
    return {
      object,
      path,
      message: `This value is ${what}, which is what an unset variable leaves`,
      help: 'Set the variable for this cluster, or write the value itself',
    };
  return {
    object,
    path,
    message: value === null ? 'This value is null' : `This value is ${what}`,
    help: isEmpty
      ? `Give ${path.at(-1)} a value, or remove it`
      : `Remove the spaces around the value of ${path.at(-1)}`,
  };
}
