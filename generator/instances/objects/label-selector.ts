import { isObject, type Value, type ValueObject } from '@kustomize-ts/core';
import { objectAt, objectsAt, own, stringAt, stringsAt } from './fields.ts';

/**
 * Whether labels are selected by a metav1.LabelSelector: apimachinery, pkg/apis/meta/v1/helpers.go, LabelSelectorAsSelector.
 * One that is absent or null selects nothing, an empty one everything.
 */
export function labelSelector(selector: Value | undefined): (labels: ValueObject) => boolean {
  if (!isObject(selector)) return () => false;
  const equal = Object.entries(objectAt(selector, 'matchLabels'));
  const expressions = objectsAt(selector, 'matchExpressions').map(([, expression]) => expression);
  return (labels) =>
    equal.every(([key, value]) => own(labels, key) === value) &&
    expressions.every((expression) => isMet(expression, labels));
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
