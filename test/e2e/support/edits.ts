import type { Document } from 'yaml';

/** Takes a pool out of a fleet, with what environments say of it; and the workloads, which may need it. */
export function removePool(pool: string): (fleet: Document) => void {
  return (fleet) => {
    fleet.deleteIn(['spec', 'pools', pool]);
    fleet.deleteIn(['spec', 'workloads']);
    const { spec } = fleet.toJS() as { spec: { environments: Record<string, { pools?: object }> } };
    for (const [name, { pools }] of Object.entries(spec.environments))
      if (pools && pool in pools) fleet.deleteIn(['spec', 'environments', name, 'pools', pool]);
  };
}
