import type { ValueObject } from '@kustomize-ts/core';
import { objectsAt } from '../../instances/objects/fields.ts';
import { normalizeLabel } from '../../instances/objects/labels.ts';
import { addTo, conflicts } from '../../instances/requirements/compatible.ts';
import { requirementsIn } from '../../instances/requirements/expressions.ts';
import { oneOf, type Requirement } from '../../instances/requirements/requirement.ts';

/**
 * True when labels lack what the requirements demand: core v1.15.0, pkg/scheduling/requirements.go, Compatible without
 * AllowUndefined. A key that is neither NotIn nor DoesNotExist has to be a label, whatever key it is.
 * @param holder what has the `requirements`: `spec.template.spec` of a NodePool, or an AMI of a node class's status
 */
export function lacksRequirement(holder: ValueObject, labels: ValueObject): boolean {
  const launched = new Map<string, Requirement>();
  for (const [key, value] of Object.entries(labels))
    addTo(launched, normalizeLabel(key, 'aws'), oneOf(String(value)));
  const required = requirementsIn(objectsAt(holder, 'requirements').map(([, one]) => one));
  return conflicts(launched, required, new Set()).length > 0;
}
