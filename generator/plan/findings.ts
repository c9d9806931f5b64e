import type { Diagnostic, Location } from '../diagnostics/diagnostic.ts';
import type { EnvironmentSpec } from '../load/index.ts';
import type { Cause } from './change.ts';
import type { Plan, PlanEntry } from './plan.ts';

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
  return entries.flatMap((entry): Diagnostic[] => {
    const { change, environment, clusters } = entry;
    const absorbed = change.causes.filter(({ effect }) => effect === 'absorbed');
    const [first] = change.causes;
    const found: [Finding | undefined, Cause | undefined][] = [
      [first && findingOf(entry, first, base, severityOf(entry)), first],
      [absorbed.length > 0 ? absorbedFinding(change.pool, absorbed) : undefined, absorbed[0]],
    ];
    return found.flatMap(([finding, cause]) =>
      finding && cause
        ? [
            {
              ...finding,
              at: cause.at ?? locate(environment),
              environment,
              clusters,
              object: `NodePool/${change.pool}`,
              ...(cause.field === '' || cause.field === 'owner' ? {} : { field: cause.field }),
            },
          ]
        : [],
    );
  });
}

function findingOf(
  { change, from }: PlanEntry,
  cause: Cause,
  base: string,
  severity: 'error' | 'warning',
): Finding | undefined {
  const { pool, effect, renamed, stall } = change;
  if (effect === 'deleted') return deletion(cause, { pool, renamed, from, severity });
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

const DRAINED = 'its nodes are drained at once, whatever its budgets say, and no replacement comes first';
const DRAIN_FIRST =
  'Set its limits to 0 and taint it first, so that its nodes leave within their budgets, and remove it once it is empty; protect: true keeps it in the clusters';

function deletion(
  { object, before, after, note }: Cause,
  {
    pool,
    renamed,
    from,
    severity,
  }: {
    pool: string;
    renamed: PlanEntry['change']['renamed'];
    from: string | undefined;
    severity: 'error' | 'warning';
  },
): Finding {
  const nodes = note ?? DRAINED;
  if (object === `NodePool/${pool}`) {
    if (renamed && 'to' in renamed)
      return {
        code: 'pool-renamed',
        severity,
        message: `the pool ${pool} becomes ${renamed.to}, which is another pool to Karpenter: ${pool} is deleted, and ${nodes}`,
        help: `Keep the name, or add ${renamed.to} beside it first. ${DRAIN_FIRST}`,
      };
    return {
      code: 'pool-removed',
      severity,
      message: `the pool ${pool} leaves: ${nodes}`,
      help: DRAIN_FIRST,
    };
  }
  if (from !== undefined)
    return {
      code: 'cluster-moved',
      severity,
      message: `${object} moves from the ${String(before)} to the ${String(after)}, so the old one deletes it with its pools before the new one makes it: of ${pool}, ${nodes}`,
      help: 'Set delivery.argocd.preserveResourcesOnDeletion: true, or protect: true for the old environment, and deliver that first',
    };
  if (after === undefined)
    return {
      code: 'cluster-removed',
      severity,
      message: `${object} leaves with its cluster, and deletes its pools: of ${pool}, ${nodes}`,
      help: 'Set protect: true for the environment first and deliver that, if the cluster is to keep its nodes',
    };
  return {
    code: 'delivery-renamed',
    severity,
    message: `${String(before)} becomes ${String(after)}, so the old one is deleted and deletes its pools: of ${pool}, ${nodes}`,
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
