import type { ValueObject } from '@kustomize-ts/core';
import { stringAt } from './fields.ts';
import { type NodeClass, readNodeClass } from './node-class.ts';
import { type Pool, readPool } from './pool.ts';

/** The NodePools and EC2NodeClasses among a cluster's objects, each pool with its class. */
export function readPools(objects: readonly ValueObject[]): { pools: Pool[]; nodeClasses: NodeClass[] } {
  const nodeClasses = ofKind(objects, 'karpenter.k8s.aws', 'EC2NodeClass').map(readNodeClass);
  const byName = new Map(nodeClasses.map((one) => [one.name, one]));
  return {
    pools: ofKind(objects, 'karpenter.sh', 'NodePool').map((object) => readPool(object, byName)),
    nodeClasses,
  };
}

function ofKind(objects: readonly ValueObject[], group: string, kind: string): ValueObject[] {
  return objects.filter(
    (object) =>
      stringAt(object, 'kind') === kind && (stringAt(object, 'apiVersion') ?? '').startsWith(`${group}/`),
  );
}
