import type { ValueObject } from '@kustomize-ts/core';
import { objectAt, objectsAt, own } from '../../karpenter/fields.ts';
import { defineRule, type Fault } from '../rule.ts';
import { titleOf } from '../view.ts';

const selectors = ['subnetSelectorTerms', 'securityGroupSelectorTerms', 'amiSelectorTerms'];

export const rule = defineRule({
  code: 'flux-empty-value',
  severity: 'warning',
  what: 'A tag or label value of a node class or pool is empty, `null` or has spaces around it; a substitution with a missing variable or a stray default leaves such values.',
  why: 'BaseState version 2.9 Flux replaces an undefined variable with nothing, without an error. A tag with an empty value selects nothing, and `null` is dropped.',
  help: 'Give the variable a value, or quote the whole value so that it stays a string.',
  bad: 'tags:\n  cost-center: ${COST_CENTER} # not defined: becomes null',
  good: 'tags:\n  cost-center: "${COST_CENTER}" # and the variable is declared',
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
    message: `This value is ${what}, as a variable without a value leaves it`,
    help: 'Give the variable a value in this cluster, or write the value out',
  };
}
