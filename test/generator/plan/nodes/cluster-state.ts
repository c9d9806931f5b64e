import type { ValueObject } from '@kustomize-ts/core';
import { openCrds } from '../../../../generator/crds/karpenter.ts';
import { parseRunningState, type RunningState } from '../../../../generator/plan/nodes/state.ts';
import { revisionOf } from '../helper.ts';
import { hashedClass, hashedPool, list, nodeClaim, nodeOf, pod } from './cluster.ts';

/** What kubectl prints of a cluster that runs a fleet's one pool: a node in each of these zones, and the pods on the first. */
export function stateText(
  fleet: string,
  cluster: string,
  zones: readonly string[],
  ...pods: ValueObject[]
): string {
  const crds = openCrds();
  const stored = [...revisionOf(fleet).objectsOf(cluster).values()].map(
    (object) =>
      crds.crd('1.15', String(object.apiVersion), String(object.kind))?.validator.validate(object)
        .stored as ValueObject,
  );
  const [nodeClass, pool] = ['EC2NodeClass', 'NodePool'].map((kind) =>
    stored.find((object) => object.kind === kind),
  ) as [ValueObject, ValueObject];
  const claims = zones.map((zone, i) =>
    nodeClaim(String(i), pool, nodeClass, {
      labels: { 'topology.kubernetes.io/zone': zone, 'karpenter.sh/capacity-type': 'on-demand' },
    }),
  );
  return list(
    hashedPool(pool),
    hashedClass(nodeClass),
    ...claims,
    ...claims.map((claim) => nodeOf(claim)),
    pod('system', 'ip-0'),
    ...pods,
  );
}

/** The same, read. */
export function stateOf(fleet: string, cluster: string, zones: readonly string[]): RunningState {
  const { state, diagnostics } = parseRunningState(stateText(fleet, cluster, zones), 'state.json');
  if (!state) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return state;
}
