import { objectAt, stringAt } from '../objects/fields.ts';
import { nodePoolLabel } from '../objects/labels.ts';
import { limitsOf, type Pool } from '../objects/pool.ts';
import { combined, type Requirements } from '../requirements/compatible.ts';
import { minValuesOf } from '../requirements/min-values.ts';
import { oneOf } from '../requirements/requirement.ts';
import type { NodeType } from './node-type.ts';
import type { PoolInput } from './scheduler-input.ts';

/**
 * A pool as the scheduler gets it.
 * @param types what its node class can launch
 * @param zones with a subnet of the node class
 */
export function poolInput(pool: Pool, types: readonly NodeType[], zones: readonly string[] = []): PoolInput {
  return {
    name: pool.name,
    weight: pool.weight,
    requirements: combined(pool.requirements, impliedLabels(pool)),
    minValues: minValuesOf(pool.written),
    taints: pool.taints,
    limits: limitsOf(pool.spec),
    types,
    zones,
  };
}

// nodeclaimtemplate.go, NewNodeClaimTemplate
function impliedLabels({ name, template }: Pool): Requirements {
  const labels = {
    [nodePoolLabel]: name,
    'karpenter.k8s.aws/ec2nodeclass': stringAt(objectAt(template, 'nodeClassRef'), 'name') ?? '',
    'karpenter.sh/registered': 'true',
    'karpenter.sh/initialized': 'true',
  };
  return new Map(Object.entries(labels).map(([key, value]) => [key, oneOf(value)]));
}
