import type { Resources } from '../capacity/resources.ts';
import { type Taint, untolerated } from '../objects/taint.ts';
import { combined, conflicts, intersects, type Requirements } from '../requirements/compatible.ts';
import type { HostPort } from './host-ports.ts';
import { type NodeType, sum } from './node-type.ts';
import type { PlannedPod } from './planned-pod.ts';

/** Instance types of a pool on which the same pods of DaemonSets run. */
export interface DaemonGroup {
  types: readonly NodeType[];
  /** What those pods request together, with `pods`; empty without any. */
  overhead: Resources;
  ports: readonly HostPort[];
}

/** What the nodes of a pool are before a pod narrows it down. */
export interface NodeTemplate {
  requirements: Requirements;
  taints: readonly Taint[];
  types: readonly NodeType[];
}

/** The types of a pool by what runs on each: core v1.15.0, scheduling/scheduler.go, buildDaemonOverheadGroups. */
export function daemonGroups(
  template: NodeTemplate,
  daemons: readonly PlannedPod[],
  wellKnown: ReadonlySet<string>,
): DaemonGroup[] {
  const alternatives = daemons.map((daemon) => alternativesOn(template, daemon, wellKnown));
  const groups = new Map<string, { types: NodeType[]; daemons: PlannedPod[] }>();
  for (const type of template.types) {
    const running = daemons.filter((_, at) =>
      alternatives[at]?.some((wanted) => intersects(type.requirements, wanted)),
    );
    const key = running.map(({ namespace, name }) => `${namespace}/${name}`).join();
    const group = groups.get(key) ?? { types: [], daemons: running };
    groups.set(key, group);
    group.types.push(type);
  }
  return Array.from(groups.values(), (group) => ({
    types: group.types,
    overhead: sum(...group.daemons.map(({ requests }) => requests)),
    ports: group.daemons.flatMap(({ ports }) => ports),
  }));
}

/** The terms with which a DaemonSet's pod may run on nodes of the pool, preferences aside: isDaemonPodCompatible. */
function alternativesOn(
  { requirements, taints }: NodeTemplate,
  { wishes, hasClaims }: PlannedPod,
  wellKnown: ReadonlySet<string>,
): Requirements[] {
  if (hasClaims || untolerated(taints, wishes.tolerations) !== undefined) return [];
  const terms = wishes.terms.length === 0 ? [wishes.selector] : wishes.terms;
  return terms
    .map((term) => combined(wishes.selector, term))
    .filter((wanted) => conflicts(requirements, wanted, wellKnown).length === 0);
}
