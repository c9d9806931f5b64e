import type { ValueObject } from '@kustomize-ts/core';
import { objectsAt, own, stringAt } from '../objects/fields.ts';

/** A port of the node that a pod takes. */
export interface HostPort {
  ip: string;
  port: number;
  protocol: string;
}

/**
 * The ports of the node that a pod takes: core v1.15.0, pkg/scheduling/hostportusage.go, GetHostPorts. With hostNetwork
 * each port of a container is one, as the API server defaults them.
 */
export function hostPortsOf(podSpec: ValueObject): HostPort[] {
  const isShared = own(podSpec, 'hostNetwork') === true;
  return objectsAt(podSpec, 'containers').flatMap(([, container]) =>
    objectsAt(container, 'ports').flatMap(([, port]) => {
      const number = own(port, 'hostPort') || (isShared ? own(port, 'containerPort') : undefined);
      if (typeof number !== 'number' || number === 0) return [];
      return [
        {
          ip: stringAt(port, 'hostIP') || '0.0.0.0',
          port: number,
          protocol: stringAt(port, 'protocol') || 'TCP',
        },
      ];
    }),
  );
}

/** The first port that two pods cannot both have on one node. */
export function portConflict(wanted: readonly HostPort[], taken: readonly HostPort[]): HostPort | undefined {
  return wanted.find((port) => taken.some((other) => isSame(port, other)));
}

function isSame(a: HostPort, b: HostPort): boolean {
  return (
    a.protocol === b.protocol &&
    a.port === b.port &&
    (a.ip === b.ip || isUnspecified(a.ip) || isUnspecified(b.ip))
  );
}

function isUnspecified(ip: string): boolean {
  return ip === '0.0.0.0' || ip === '::';
}
