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
  find: ({ objects }) =>
    objects
      .filter(({ kind }) => kind === 'EC2NodeClass' || kind === 'NodePool')
      .flatMap((object) => faultsOf(titleOf(object), objectAt(object, 'spec'))),
});

function faultsOf(title: string, spec: ValueObject): Fault[] {
  const metadata = objectAt(objectAt(spec, 'template'), 'metadata');
  return [
    ...emptyValues(title, ['spec', 'tags'], objectAt(spec, 'tags')),
    ...emptyValues(title, ['spec', 'template', 'metadata', 'labels'], objectAt(metadata, 'labels'), true),
    ...selectors.flatMap((list) =>
      objectsAt(spec, list).flatMap(([index, term]) =>
        emptyValues(title, ['spec', list, index, 'tags'], objectAt(term, 'tags')),
      ),
    ),
    ...['role', 'instanceProfile'].flatMap((field) => {
      const value = own(spec, field);
      return typeof value === 'string' && value !== value.trim()
        ? [faultOf(title, ['spec', field], value)]
        : [];
    }),
  ];
}

function emptyValues(
  title: string,
  path: (string | number)[],
  values: ValueObject,
  mayBeEmpty = false,
): Fault[] {
  return Object.entries(values)
    .filter(([, value]) => {
      if (value === null) return true;
      return typeof value === 'string' && (value !== value.trim() || (value === '' && !mayBeEmpty));
    })
    .map(([key, value]) => faultOf(title, [...path, key], value === null ? 'null' : String(value)));
}

function faultOf(object: string, path: (string | number)[], value: string): Fault {
  const what = value.trim() === '' || value === 'null' ? 'empty' : 'padded with spaces';
  return {
    object,
    path,
    message: `This value is ${what}, which is what an unset variable leaves`,
    help: 'Set the variable for this cluster, or write the value itself',
  };
}
