import type { ValueObject } from '@kustomize-ts/core';
import { objectAt, objectsAt, stringAt, stringsAt } from '../../instances/objects/fields.ts';
import { normalizeLabel } from '../../instances/objects/labels.ts';
import {
  hasIntersection,
  intersect,
  type Requirement,
  requirementOf,
} from '../../instances/requirements/requirement.ts';

/**
 * True when labels lack what the requirements demand: core v1.15.0, pkg/scheduling/requirements.go, Compatible without
 * AllowUndefined. A key that is neither NotIn nor DoesNotExist has to be a label, whatever key it is.
 * @param holder what has the `requirements`: `spec.template.spec` of a NodePool, or an AMI of a node class's status
 */
export function lacksRequirement(holder: ValueObject, labels: ValueObject): boolean {
  const launched = joined(Object.entries(labels).map(([key, value]) => [key, 'In', [String(value)]]));
  const required = joined(
    objectsAt(holder, 'requirements').map(([, one]) => [
      stringAt(one, 'key') ?? '',
      stringAt(one, 'operator') ?? '',
      stringsAt(one, 'values'),
    ]),
  );
  return [...required].some(([key, requirement]) => {
    const label = launched.get(key);
    if (label === undefined) return !doesWithout(requirement);
    return !hasIntersection(label, requirement) && !(doesWithout(label) && doesWithout(requirement));
  });
}

/** By label, under its present name; those of one label hold together. */
function joined(
  written: readonly (readonly [key: string, operator: string, values: readonly string[]])[],
): Map<string, Requirement> {
  const out = new Map<string, Requirement>();
  for (const [name, operator, values] of written) {
    const key = normalizeLabel(name, 'aws');
    const requirement = requirementOf(operator, values);
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
