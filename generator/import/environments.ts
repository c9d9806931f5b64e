import type { ValueObject } from '@kustomize-ts/core';
import { canonical } from './canonical.ts';
import type { Reading } from './structure.ts';

/** An environment of the fleet: clusters that get the same but for their variables. */
export interface ImportedEnvironment {
  name: string;
  clusters: string[];
  objects: ReadonlyMap<string, ValueObject>;
  /** What delivers to its clusters, where that is not all that the fleet is delivered by. */
  delivery?: Deliverers;
}

/** Parts of `delivery`. */
export type Deliverers = ('flux' | 'argocd')[];

/** An environment whose clusters get different objects, or by different ways, and the environments that were made of it. */
export interface Split {
  environment: string;
  into: { name: string; clusters: string[]; delivery?: Deliverers }[];
}

/**
 * Puts the clusters of an environment together; where their objects or what delivers them differ, each kind of cluster becomes an
 * environment of its own. Clusters of Argo CD keep the name, which is part of that of their ApplicationSet.
 * @param deliveredBy what delivers to a cluster, where there is a choice
 */
export function groupEnvironments(
  readings: readonly Reading[],
  deliveredBy?: (cluster: string) => Deliverers,
): {
  environments: ImportedEnvironment[];
  splits: Split[];
} {
  const environments: ImportedEnvironment[] = [];
  const splits: Split[] = [];
  const declared = [...new Set(readings.map(({ environment }) => environment))];
  const taken = new Set(declared);
  for (const name of declared) {
    const alike = new Map<string, Group>();
    for (const reading of readings.filter(({ environment }) => environment === name)) {
      const delivery = reading.cluster === undefined ? undefined : deliveredBy?.(reading.cluster);
      const key = `${delivery?.join() ?? ''} ${canonical(reading.objects)}`;
      const group = alike.get(key) ?? { readings: [], ...(delivery ? { delivery } : {}) };
      group.readings.push(reading);
      alike.set(key, group);
    }
    const byArgocd = ({ delivery }: Group): number => (delivery?.includes('argocd') === false ? 0 : 1);
    const groups = [...alike.values()].toSorted(
      (a, b) => byArgocd(b) - byArgocd(a) || b.readings.length - a.readings.length,
    );
    const made = groups.map(({ readings: group, delivery }, i) => ({
      name: i === 0 ? name : freeName(name, group, i, taken, toolApart(groups, i)),
      clusters: group.flatMap(({ cluster }) => cluster ?? []),
      objects: group[0]?.objects ?? new Map<string, ValueObject>(),
      ...(delivery && delivery.length < 2 ? { delivery } : {}),
    }));
    environments.push(...made);
    if (made.length > 1) splits.push({ environment: name, into: made.map(({ objects: _, ...one }) => one) });
  }
  return { environments, splits };
}

/** Clusters of an environment that get the same by the same ways. */
interface Group {
  readings: Reading[];
  delivery?: Deliverers;
}

/** What delivers to a group, where it is the first of its environment that this alone delivers to. */
function toolApart(groups: readonly Group[], i: number): string | undefined {
  const own = groups[i]?.delivery?.join('-');
  return groups.findIndex(({ delivery }) => delivery?.join('-') === own) === i ? own : undefined;
}

function freeName(
  environment: string,
  group: readonly Reading[],
  i: number,
  taken: Set<string>,
  tool: string | undefined,
): string {
  const only = group.length === 1 ? group[0]?.cluster : undefined;
  const wanted = tool ? `${environment}-${tool}` : (only ?? `${environment}-${i + 1}`);
  let name = taken.has(wanted) ? `${environment}-${i + 1}` : wanted;
  for (let n = i + 2; taken.has(name); n++) name = `${environment}-${n}`;
  taken.add(name);
  return name;
}
