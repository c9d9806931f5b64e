import type { ValueObject } from '@kustomize-ts/core';
import type { Resources } from '../capacity/resources.ts';
import { objectAt, objectsAt } from '../objects/fields.ts';
import { namespaceOf } from '../objects/metadata.ts';
import type { Pod } from '../objects/pods.ts';
import type { Requirements } from '../requirements/compatible.ts';
import { type HostPort, hostPortsOf } from './host-ports.ts';
import { type Wishes, wishesOf } from './preferences.ts';

/** A pod that waits for a node. */
export interface PlannedPod {
  /** Unique among those planned together. */
  name: string;
  namespace: string;
  labels: ValueObject;
  wishes: Wishes;
  /** With `pods: 1`. */
  requests: Resources;
  ports: readonly HostPort[];
  /** What its volumes require of the node: one of these; empty where they require nothing. */
  volumes: readonly Requirements[];
  /** Whether it has resource claims, with which Karpenter launches no node for it. */
  hasClaims: boolean;
}

/** The pod of a template as one that waits. */
export function plannedPod(pod: Pod, volumes: readonly Requirements[] = []): PlannedPod {
  return {
    name: pod.title,
    namespace: namespaceOf(pod.holder),
    labels: pod.labels,
    wishes: wishesOf(pod.spec, pod.tolerations),
    requests: new Map([...pod.requests, ['pods', 1] as const].filter(([, amount]) => amount > 0)),
    ports: hostPortsOf(pod.spec),
    volumes,
    hasClaims: hasClaims(pod.spec),
  };
}

// core v1.15.0, pkg/utils/pod/scheduling.go, HasDRARequirements
function hasClaims(spec: ValueObject): boolean {
  if (objectsAt(spec, 'resourceClaims').length > 0) return true;
  return ['containers', 'initContainers'].some((list) =>
    objectsAt(spec, list).some(([, one]) => objectsAt(objectAt(one, 'resources'), 'claims').length > 0),
  );
}
