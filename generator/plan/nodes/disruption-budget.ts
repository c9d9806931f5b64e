import type { ValueObject } from '@kustomize-ts/core';
import { objectAt, own } from '../../instances/objects/fields.ts';
import { labelSelector } from '../../instances/objects/label-selector.ts';
import { nameOf } from './names.ts';

/** A PodDisruptionBudget, as far as evictions look at it. */
export interface DisruptionBudget {
  /** In the form `namespace/name`. */
  name: string;
  selects(labels: ValueObject): boolean;
  /** Whether one more pod may go at the moment. */
  hasRoom: boolean;
  /** Whether it wants as many healthy pods as there are, and so never has room. */
  isLasting: boolean;
  letsUnreadyGo: boolean;
}

/** Reads a PodDisruptionBudget: core v1.15.0, pkg/utils/pdb/pdb.go, newPdb. */
export function readDisruptionBudget(object: ValueObject): DisruptionBudget {
  const [spec, status] = [objectAt(object, 'spec'), objectAt(object, 'status')];
  const [desired, expected] = [own(status, 'desiredHealthy'), own(status, 'expectedPods')];
  return {
    name: nameOf(object),
    selects: labelSelector(own(spec, 'selector')),
    hasRoom: Number(own(status, 'disruptionsAllowed') ?? 0) > 0,
    isLasting: typeof desired === 'number' && typeof expected === 'number' && desired >= expected,
    letsUnreadyGo: own(spec, 'unhealthyPodEvictionPolicy') === 'AlwaysAllow',
  };
}
