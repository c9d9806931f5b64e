import type { Diagnostic, Location } from '../diagnostics/diagnostic.ts';
import type { EnvironmentSpec } from '../load/index.ts';
import type { Cause } from './change.ts';
import type { Plan, PlanEntry } from './plan.ts';
import { jsonText } from './value-text.ts';

type Finding = Pick<Diagnostic, 'code' | 'severity' | 'message' | 'help'>;

/**
 * What a change does to running nodes as findings: a roll is a notice, what deletes nodes a warning, and what deletes all nodes of a
 * production cluster an error.
 * @param environments of both revisions
 * @param locate gives the place of an environment, for what is declared nowhere any more
 */
export function planFindings(
  { entries, emptied, base }: Plan,
  environments: Readonly<Record<string, EnvironmentSpec>>,
  locate: (environment: string) => Location,
): Diagnostic[] {
  const severityOf = ({ environment, clusters }: PlanEntry): 'error' | 'warning' =>
    environments[environment]?.tier === 'production' && clusters.some((one) => emptied.has(one))
      ? 'error'
      : 'warning';
  const placed = (entry: PlanEntry, cause: Cause, finding: Finding): Diagnostic => ({
    ...finding,
    at: cause.at ?? locate(entry.environment),
    environment: entry.environment,
    clusters: entry.clusters,
    object: cause.object,
    ...(cause.field === '' || cause.field === 'owner' ? {} : { field: cause.field }),
  });
  const ofPools = entries.flatMap((entry): Diagnostic[] => {
    const [first] = entry.change.causes;
    if (!first || isUndelivered(entry)) return [];
    const absorbed = entry.change.causes.filter(({ effect }) => effect === 'absorbed');
    const found: [Finding | undefined, Cause][] = [
      [findingOf(entry, first, base, severityOf(entry)), first],
      [absorbed.length > 0 ? absorbedFinding(entry.change.pool, absorbed) : undefined, absorbed[0] ?? first],
    ];
    return found.flatMap(([finding, cause]) => (finding ? [placed(entry, cause, finding)] : []));
  });
  return [...ofPools, ...undelivered(entries, severityOf, placed)];
}

/** Whether a pool goes because what delivered it to the cluster is deleted. */
function isUndelivered({ change: { pool, effect, causes } }: PlanEntry): boolean {
  return effect === 'deleted' && causes[0]?.object !== `NodePool/${pool}`;
}

/** One finding for all pools that go with what delivered them. */
function undelivered(
  entries: readonly PlanEntry[],
  severityOf: (entry: PlanEntry) => 'error' | 'warning',
  placed: (entry: PlanEntry, cause: Cause, finding: Finding) => Diagnostic,
): Diagnostic[] {
  const groups = new Map<string, PlanEntry[]>();
  for (const entry of entries.filter(isUndelivered)) {
    const key = jsonText([entry.environment, entry.from, entry.clusters, entry.change.causes]);
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    const cause = first?.change.causes[0];
    if (!first || !cause) return [];
    const pools = group.map(({ change }) => change.pool).join(', ');
    return [placed(first, cause, departure(cause, pools, first.from, severityOf(first)))];
  });
}

function findingOf(
  { change }: PlanEntry,
  cause: Cause,
  base: string,
  severity: 'error' | 'warning',
): Finding | undefined {
  const { pool, effect, stall } = change;
  if (effect === 'deleted') return removal(change, cause, severity);
  if (effect === 'stalls')
    return {
      code: 'roll-stalls',
      severity: 'warning',
      message: `the nodes of ${pool} drift from ${base} and stay: ${stall ?? 'nothing lets them go'}`,
      help: 'Let a budget allow drifted nodes to go, or undo the change',
    };
  if (effect !== 'all' && effect !== 'some' && effect !== 'unknown') return undefined;
  const which =
    effect === 'all'
      ? 'replaces all nodes'
      : effect === 'some'
        ? `replaces ${cause.nodes ?? 'some nodes'}`
        : 'may replace nodes';
  return {
    code: 'nodes-roll',
    severity: 'notice',
    message: `${fieldText(cause)} is different from ${base}, which ${which} of ${pool}${cause.reason === undefined ? '' : ` (${cause.reason})`}`,
    help: 'Run poolwright plan for when, and how many at once',
  };
}

const DRAIN_FIRST =
  'Set its limits to 0 and taint it first, so that its nodes leave within their budgets, and remove it once it is empty';

function removal(
  { pool, renamed }: PlanEntry['change'],
  { note = '' }: Cause,
  severity: 'error' | 'warning',
): Finding {
  const kept = note.startsWith('once a person ') ? '' : '; protect: true keeps it in the clusters';
  const help = `${DRAIN_FIRST}${kept}`;
  if (!renamed || !('to' in renamed))
    return { code: 'pool-removed', severity, message: `the pool ${pool} leaves: ${note}`, help };
  return {
    code: 'pool-renamed',
    severity,
    message: `the pool ${pool} becomes ${renamed.to}, which is another pool to Karpenter, so ${pool} is deleted: ${note}`,
    help: `Keep the name, or add ${renamed.to} beside it first. ${help}`,
  };
}

function departure(
  { object, before, after, note }: Cause,
  pools: string,
  from: string | undefined,
  severity: 'error' | 'warning',
): Finding {
  const end = `deletes its pools (${pools}): ${note}`;
  if (from !== undefined)
    return {
      code: 'cluster-moved',
      severity,
      message: `${object} moves from the ${String(before)} to the ${String(after)}; before the new one makes it again, the old one ${end}`,
      help: 'Set delivery.argocd.preserveResourcesOnDeletion: true, or protect: true for the old environment, and deliver that first',
    };
  if (after === undefined)
    return {
      code: 'cluster-removed',
      severity,
      message: `${object} leaves with its cluster, and ${end}`,
      help: 'Set protect: true for the environment first and deliver that, if the cluster is to keep its nodes',
    };
  return {
    code: 'delivery-renamed',
    severity,
    message: `${String(before)} becomes ${String(after)}; the old one is deleted, and ${end}`,
    help: 'Keep the name, or set protect: true for every environment first and deliver that',
  };
}

function absorbedFinding(pool: string, causes: readonly Cause[]): Finding {
  const fields = causes.map(fieldText).join(', ');
  return {
    code: 'change-absorbed',
    severity: 'warning',
    message: `${fields} changes in the same step as Karpenter’s hash version, so running nodes of ${pool} keep the old value`,
    help: 'Upgrade Karpenter first, and change the node class once all clusters have the new release',
  };
}

function fieldText({ object, field }: Cause): string {
  return [object, field].filter(Boolean).join(' ');
}
