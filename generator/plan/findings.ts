import type { Diagnostic, Location } from '../diagnostics/diagnostic.ts';
import { jsonText } from '../instances/objects/json-text.ts';
import type { EnvironmentSpec, Fleet } from '../load/index.ts';
import type { Path } from '../load/path.ts';
import type { Cause } from './change.ts';
import { type ClusterRename, renameText } from './cluster-renames.ts';
import type { PlanEntry } from './entry.ts';
import type { Plan } from './plan.ts';

type Finding = Pick<Diagnostic, 'code' | 'severity' | 'message' | 'help'>;

/**
 * What a change does to running nodes as findings: a roll is a notice, what deletes nodes a warning, and what deletes all nodes of a
 * production cluster an error.
 * @param environments of both revisions
 * @param locate gives the place of the key at a path below `spec` of the fleet, for causes that have no place in it
 */
export function planFindings(
  { entries, emptied, renames, base }: Plan,
  environments: Readonly<Record<string, EnvironmentSpec>>,
  locate: (path: Path) => Location,
): Diagnostic[] {
  const severityOf = ({ environment, clusters }: PlanEntry): 'error' | 'warning' =>
    environments[environment]?.tier === 'production' && clusters.some((one) => emptied.has(one))
      ? 'error'
      : 'warning';
  const placed = (entry: PlanEntry, cause: Cause, finding: Finding): Diagnostic => ({
    ...finding,
    at: cause.at ?? locate(placeOf(entry)),
    environment: entry.environment,
    clusters: entry.clusters,
    object: cause.object,
    ...(['', 'owner', 'folder', 'delivery'].includes(cause.field) ? {} : { field: cause.field }),
  });
  const removed = entries.flatMap((entry): Diagnostic[] => {
    const { change } = entry;
    const [first] = change.causes;
    return first && change.effect === 'deleted' && !isUndelivered(entry)
      ? [placed(entry, first, removal(change, first, severityOf(entry)))]
      : [];
  });
  const groups = [
    together(
      entries.filter(isUndelivered),
      (entry) => entry.change.causes[0],
      (entry, cause, pools) =>
        placed(
          entry,
          cause,
          departure(cause, pools, {
            from: entry.from,
            renames: renames.filter(({ from }) => entry.clusters.includes(from)),
            severity: severityOf(entry),
          }),
        ),
    ),
    together(
      entries.filter(({ change }) => change.effect === 'stalls'),
      (entry) => entry.change.causes[0],
      (entry, cause, pools) => placed(entry, cause, stall(entry, pools, base)),
    ),
    together(
      entries.filter(({ change }) => ['all', 'some', 'unknown'].includes(change.effect)),
      (entry) => entry.change.causes[0],
      (entry, cause, pools) => placed(entry, cause, roll(cause, pools, base)),
    ),
    together(
      entries,
      (entry) => entry.change.causes.find(({ effect }) => effect === 'absorbed'),
      (entry, cause, pools) => placed(entry, cause, absorbed(cause, pools)),
    ),
  ];
  return [...removed, ...groups.flat()];
}

/** The same of a fleet before and after. */
export function findingsOf(plan: Plan, { before, after }: { before: Fleet; after: Fleet }): Diagnostic[] {
  const environments = { ...before.spec.environments, ...after.spec.environments };
  return planFindings(plan, environments, (path) => after.sources.locate(path, 'key'));
}

/** Where to look for what is declared nowhere any more: the pool that takes its place, else the environment. */
function placeOf({ environment, change: { renamed } }: PlanEntry): Path {
  return renamed && 'to' in renamed ? ['pools', renamed.to] : ['environments', environment];
}

/** One finding for all pools of an environment's clusters to which the same happens for the same cause. */
function together(
  entries: readonly PlanEntry[],
  causeOf: (entry: PlanEntry) => Cause | undefined,
  findingOf: (entry: PlanEntry, cause: Cause, pools: string) => Diagnostic,
): Diagnostic[] {
  const groups = new Map<string, { first: PlanEntry; cause: Cause; pools: string[] }>();
  for (const entry of entries) {
    const cause = causeOf(entry);
    if (!cause) continue;
    const { environment, from, clusters, change } = entry;
    const key = jsonText([environment, from, clusters, change.effect, change.stall, cause]);
    const group = groups.get(key) ?? { first: entry, cause, pools: [] };
    group.pools.push(change.pool);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ first, cause, pools }) => findingOf(first, cause, pools.join(', ')));
}

/** Whether a pool goes because what delivered it to the cluster is deleted. */
function isUndelivered({ change: { pool, effect, causes } }: PlanEntry): boolean {
  return effect === 'deleted' && causes[0]?.object !== `NodePool/${pool}`;
}

function stall({ change }: PlanEntry, pools: string, base: string): Finding {
  return {
    code: 'roll-stalls',
    severity: 'warning',
    message: `the nodes of ${pools} drift from ${base} and are never replaced: ${change.stall ?? 'their budgets forbid it'}`,
    help: 'Add a budget that allows drifted nodes to be replaced, or undo the change',
  };
}

function roll(cause: Cause, pools: string, base: string): Finding {
  const { effect, nodes = 'some nodes', reason } = cause;
  const which =
    effect === 'all' ? 'replaces all nodes' : effect === 'some' ? `replaces ${nodes}` : 'may replace nodes';
  return {
    code: 'nodes-roll',
    severity: 'notice',
    message: `${fieldText(cause)} is different from ${base}, which ${which} of ${pools}${reason === undefined ? '' : ` (${reason})`}`,
    help: 'Run poolwright plan to see when, and how many at once',
  };
}

const DRAIN_FIRST =
  'First set its limits to 0 and taint it, so that its nodes leave within their budgets, and remove it once it is empty';

function removal(
  { pool, renamed }: PlanEntry['change'],
  { note = '', needsPerson }: Cause,
  severity: 'error' | 'warning',
): Finding {
  const kept = needsPerson ? '' : '; protect: true keeps it in the clusters';
  const help = `${DRAIN_FIRST}${kept}`;
  if (!renamed || !('to' in renamed))
    return { code: 'pool-removed', severity, message: `the pool ${pool} is removed: ${note}`, help };
  return {
    code: 'pool-renamed',
    severity,
    message: `the pool ${pool} is renamed to ${renamed.to}, which is another pool to Karpenter, so ${pool} is deleted: ${note}`,
    help: `Keep the name, or first add ${renamed.to} next to it. ${help}`,
  };
}

/** What else is known of clusters that something no longer delivers to. */
interface Departed {
  /** The environment that they come from, where it is another. */
  from: string | undefined;
  renames: readonly ClusterRename[];
  severity: 'error' | 'warning';
}

function departure(
  { object, field, before, after, note }: Cause,
  pools: string,
  { from, renames, severity }: Departed,
): Finding {
  const end = `deletes its pools (${pools}): ${note}`;
  if (field === 'delivery')
    return {
      code: 'delivery-removed',
      severity,
      message: `${object} no longer delivers to a cluster that stays, and ${end}`,
      help: `Set ${object.startsWith('Application/') ? 'delivery.argocd.preserveResourcesOnDeletion: true' : 'protect: true for the environment'} first and deliver that; then change what delivers to it`,
    };
  if (from !== undefined)
    return {
      code: 'cluster-moved',
      severity,
      message: `${object} moves from the ${String(before)} to the ${String(after)}; before the new one creates it again, the old one ${end}`,
      help: 'Set delivery.argocd.preserveResourcesOnDeletion: true, or protect: true for the old environment, and deliver that first',
    };
  if (field === 'folder')
    return {
      code: 'delivery-moved',
      severity,
      message: `${object} moves from ${String(before)} to ${String(after)}; what applies the old folder, such as the Kustomization of flux bootstrap --path, prunes it, and ${end}`,
      help: 'Keep the folder, or set protect: true for every environment and deliver that first; then update the path in whatever applies it',
    };
  if (after === undefined)
    return {
      code: 'cluster-removed',
      severity,
      message: `${object} is deleted with its cluster, and ${end}`,
      help:
        renames.length > 0
          ? renames.map(renameText).join('. ')
          : 'If the cluster should keep its nodes, first set protect: true for the environment and deliver that',
    };
  return {
    code: 'delivery-renamed',
    severity,
    message: `${String(before)} becomes ${String(after)}; the old one is deleted, and ${end}`,
    help: 'Keep the name, or first set protect: true for every environment and deliver that',
  };
}

function absorbed(cause: Cause, pools: string): Finding {
  return {
    code: 'change-absorbed',
    severity: 'warning',
    message: `${fieldText(cause)} changes in the same step as Karpenter’s hash version, so running nodes of ${pools} keep the old value`,
    help: 'Upgrade Karpenter first, and change the node class once all clusters have the new release',
  };
}

function fieldText({ object, field }: Cause): string {
  return [object, field].filter(Boolean).join(' ');
}
