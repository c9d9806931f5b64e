import type { ValueObject } from '@kustomize-ts/core';
import { goQuote, labelKeyProblems, labelValueProblems } from '@poolwright/crd-validator/go';
import { objectAt } from '../../instances/objects/fields.ts';
import { nodePoolLabel } from '../../instances/objects/labels.ts';
import type { Problem } from './finding.ts';
import { LABEL_KEY_HELP, LABEL_VALUE_HELP, RESTRICTED_LABEL_HELP } from './help.ts';
import { restrictedLabel } from './restricted-label.ts';
import type { Rules } from './rules.ts';

/** Labels of the node template: core v1.15.0, pkg/apis/v1/nodepool_validation.go, validateLabels. */
export function labelProblems(template: ValueObject, rules: Rules): Problem[] {
  const labels = objectAt(objectAt(template, 'metadata'), 'labels');
  const out: Problem[] = [];
  for (const key of Object.keys(labels)) {
    const value = labels[key];
    const say = (message: string, help: string): void => {
      out.push({ message, help, path: ['spec', 'template', 'metadata', 'labels', key] });
    };
    const named = `invalid key name ${goQuote(key)} in labels`;
    if (key === nodePoolLabel)
      say(`${named}, restricted`, 'Remove the label: Karpenter sets it to the name of the pool');
    for (const text of labelKeyProblems(key)) say(`${named}, ${goQuote(text)}`, LABEL_KEY_HELP);
    if (typeof value === 'string') {
      for (const text of labelValueProblems(value))
        say(`invalid value: ${value} for label[${key}], ${text}`, LABEL_VALUE_HELP);
    }
    const restricted = restrictedLabel(key, rules);
    if (restricted !== undefined) say(`${named}, ${restricted}`, RESTRICTED_LABEL_HELP);
  }
  return out;
}
