import type { ValueObject } from '@kustomize-ts/core';
import { objectAt, objectsAt, own, stringAt, stringsAt } from '../../check/karpenter/fields.ts';

/**
 * Whether a metav1.LabelSelector selects labels: apimachinery, pkg/apis/meta/v1/helpers.go, LabelSelectorAsSelector. One
 * that is absent selects nothing, an empty one everything.
 */
export function selects(selector: ValueObject | undefined, labels: ValueObject): boolean {
  if (selector === undefined) return false;
  const equal = Object.entries(objectAt(selector, 'matchLabels'));
  if (!equal.every(([key, value]) => own(labels, key) === value)) return false;
  return objectsAt(selector, 'matchExpressions').every(([, expression]) => isMet(expression, labels));
}

function isMet(expression: ValueObject, labels: ValueObject): boolean {
  const label = stringAt(labels, stringAt(expression, 'key') ?? '');
  const isAmong = label !== undefined && stringsAt(expression, 'values').includes(label);
  switch (stringAt(expression, 'operator')) {
    case 'In':
      return isAmong;
    case 'NotIn':
      return !isAmong;
    case 'Exists':
      return label !== undefined;
    case 'DoesNotExist':
      return label === undefined;
    default:
      return false;
  }
}
