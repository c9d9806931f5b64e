import type { ValueObject } from '@kustomize-ts/core';
import { objectAt, objectsAt, stringAt, stringsAt } from '../../check/karpenter/fields.ts';
import { normalizeLabel } from '../../check/karpenter/labels.ts';
import {
  allows,
  intersect,
  type Requirement,
  requirementOf,
} from '../../check/lint/scheduling/requirement.ts';

/**
 * True when labels lack what the requirements demand: core v1.15.0, pkg/scheduling/requirements.go, Compatible without
 * AllowUndefined. A key that is neither NotIn nor DoesNotExist has to be a label, whatever key it is.
 * @param holder what has the `requirements`: `spec.template.spec` of a NodePool, or an AMI of a node class's status
 */
export function lacksRequirement(holder: ValueObject, labels: ValueObject): boolean {
  const byKey = new Map(Object.keys(labels).map((key) => [normalizeLabel(key, 'aws'), key]));
  for (const [key, requirement] of requirementsIn(holder)) {
    const label = stringAt(labels, byKey.get(key) ?? key);
    if (label === undefined ? !doesWithout(requirement) : !allows(requirement, label)) return true;
  }
  return false;
}

function requirementsIn(holder: ValueObject): Map<string, Requirement> {
  const out = new Map<string, Requirement>();
  for (const [, written] of objectsAt(holder, 'requirements')) {
    const key = normalizeLabel(stringAt(written, 'key') ?? '', 'aws');
    const requirement = requirementOf(stringAt(written, 'operator') ?? '', stringsAt(written, 'values'));
    const known = out.get(key);
    if (requirement) out.set(key, known ? intersect(known, requirement) : requirement);
  }
  return out;
}

/** NotIn or DoesNotExist, as Requirement.Operator names them. */
function doesWithout({ complement, values }: Requirement): boolean {
  return complement ? values.size > 0 : values.size === 0;
}

/** The labels that a NodeClaim got at launch. */
export function labelsOf(nodeClaim: ValueObject): ValueObject {
  return objectAt(objectAt(nodeClaim, 'metadata'), 'labels');
}
