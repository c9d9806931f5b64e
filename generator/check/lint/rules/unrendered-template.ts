import { isObject, type Value, type ValueObject } from '@kustomize-ts/core';
import { templateIn } from '../../../diagnostics/template-syntax.ts';
import { objectAt, stringAt } from '../../karpenter/fields.ts';
import { defineRule, type Fault } from '../rule.ts';
import { titleOf } from '../view.ts';

const MAX_DEPTH = 40;

export const rule = defineRule({
  code: 'unrendered-template',
  severity: 'error',
  impact: 'outage',
  what: 'A value of a NodePool or EC2NodeClass holds an expression of Helm, Go templates or Terraform, or a placeholder such as `<role>`.',
  why: 'envsubst, Flux and Argo CD substitute only `${NAME}`. The text reaches Karpenter as it is: selectors match nothing, and IAM and EC2 know no such name.',
  help: 'Render the template first, or write the value; what differs between clusters is a variable, `${NAME}`.',
  bad: '# fleet.yaml: spec.pools.general.nodeClass\nsubnetSelectorTerms: [{ tags: { Name: "{{ .Values.subnet }}" } }]',
  good: '# fleet.yaml: spec.pools.general.nodeClass\nsubnetSelectorTerms: [{ tags: { Name: private } }]',
  find: ({ objects }) =>
    objects
      .filter((object) => (stringAt(object, 'apiVersion') ?? '').startsWith('karpenter.'))
      .flatMap((object) => [...faultsIn(object, objectAt(object, 'spec'), ['spec'])]),
});

function* faultsIn(object: ValueObject, value: Value, path: (string | number)[]): Generator<Fault> {
  if (path.length > MAX_DEPTH) return;
  if (typeof value === 'string') {
    const found = templateIn(value);
    if (found)
      yield {
        object: titleOf(object),
        path,
        // A tag may hold any text.
        severity: path[1] === 'tags' ? 'warning' : 'error',
        message: `${JSON.stringify(found.text)} is ${found.language}, which nothing renders here`,
        help: found.help,
      };
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* faultsIn(object, item, [...path, index]);
  } else if (isObject(value)) {
    // A script or a configuration file may hold any text.
    for (const [key, item] of Object.entries(value))
      if (key !== 'userData') yield* faultsIn(object, item, [...path, key]);
  }
}
