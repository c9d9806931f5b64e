import type { ValueObject } from '@kustomize-ts/core';
import { stringAt, stringsAt } from '../objects/fields.ts';
import { normalizeLabel } from '../objects/labels.ts';
import { addTo, type Requirements } from './compatible.ts';
import { type Requirement, requirementOf } from './requirement.ts';

/**
 * What expressions of a manifest require together.
 * @param operatorOf by default what each one says
 */
export function requirementsIn(
  expressions: readonly ValueObject[],
  operatorOf = (expression: ValueObject): string => stringAt(expression, 'operator') ?? '',
): Requirements {
  const out = new Map<string, Requirement>();
  for (const expression of expressions) {
    const requirement = requirementOf(operatorOf(expression), stringsAt(expression, 'values'));
    if (requirement) addTo(out, normalizeLabel(stringAt(expression, 'key') ?? '', 'aws'), requirement);
  }
  return out;
}
