import { isObject, type Value, type ValueObject } from '@kustomize-ts/core';
import { goQuote } from '@poolwright/crd-validator/go';
import { objectAt, stringAt } from '../../../instances/objects/fields.ts';
import { defineRule, type Fault } from '../rule.ts';
import { titleOf } from '../view.ts';

const variable = /\$\{[A-Za-z_]\w*(?::?[-=?+][^}]*)?\}/;
const optOut = 'kustomize.toolkit.fluxcd.io/substitute';
// A shell script probably means it literally.
const scripts: ReadonlySet<string> = new Set(['userData']);
const maxDepth = 40;

export const rule = defineRule({
  code: 'unsubstituted-variable',
  severity: 'warning',
  impact: 'outage',
  what: 'A value of a NodePool or EC2NodeClass contains `${NAME}` when it reaches the cluster: the object opts out of Flux’s substitution, nothing substitutes it, or the text is escaped (`$${NAME}`).',
  why: 'Karpenter uses the text as it is: selectors match nothing, and EC2 knows no such role.',
  help: 'Declare the variable and give it a value; remove a second `$`, and the annotation or label `kustomize.toolkit.fluxcd.io/substitute: disabled`.',
  common:
    'Published manifests contain variables for envsubst, Flux or Terraform. Validate them with `--var NAME=VALUE` or `--var-file`.',
  bad: '# fleet.yaml: spec.pools.general.nodeClass\nrole: karpenter-node-$${CLUSTER} # the second $ keeps the text literal',
  good: '# fleet.yaml: spec.pools.general.nodeClass\nrole: karpenter-node-${CLUSTER}',
  find: ({ objects, written }) =>
    objects
      .filter((object) => (stringAt(object, 'apiVersion') ?? '').startsWith('karpenter.'))
      .flatMap((object) => {
        const out: Fault[] = [];
        visit(objectAt(object, 'spec'), ['spec'], (path, text) =>
          out.push(faultOf(object, path, text, written(titleOf(object), path, text))),
        );
        return out;
      }),
});

/** @param written the text that the value comes of */
function faultOf(object: ValueObject, path: (string | number)[], text: string, written: string): Fault {
  const [name = ''] = variable.exec(text) ?? [];
  if (written !== text && !written.includes(name)) return inValue(object, path, name, written);
  const disabled = ['annotations', 'labels'].some(
    (field) => stringAt(objectAt(objectAt(object, 'metadata'), field), optOut) === 'disabled',
  );
  return {
    object: titleOf(object),
    path,
    message: `Karpenter gets ${goQuote(name)} as it is written here${disabled ? `, since ${optOut} is disabled` : ''}`,
    help: disabled
      ? `Remove ${optOut} from the object`
      : 'Declare the variable and give it a value in this cluster',
  };
}

/** A variable in the value of another one. */
function inValue(object: ValueObject, path: (string | number)[], name: string, written: string): Fault {
  const [outer = ''] = variable.exec(written) ?? [];
  return {
    object: titleOf(object),
    path,
    message: `Karpenter gets ${goQuote(name)} as it is: the value of ${outer} contains it, and a value is not substituted again`,
    help: `Write the text itself in the value in place of ${name}, or write ${name} in this field beside ${outer}`,
  };
}

function visit(
  value: Value,
  path: (string | number)[],
  found: (path: (string | number)[], text: string) => void,
): void {
  if (path.length > maxDepth) return;
  if (typeof value === 'string') {
    if (value.includes('${') && variable.test(value)) found(path, value);
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) visit(item, [...path, index], found);
  } else if (isObject(value)) {
    for (const [key, item] of Object.entries(value))
      if (!scripts.has(key)) visit(item, [...path, key], found);
  }
}
