import type { PoolFit } from '../../instances/fit/assess.ts';
import { groupTitle } from '../../instances/fit/groups.ts';
import { karpenterText } from '../../instances/fit/karpenter-text.ts';
import { amountsOf, costOf, type FitEntry, isUnschedulable, type PlacedFit, reasonText } from './entry.ts';

/** Where workloads run, as data: amounts as quantities, prices in dollars per hour. */
export function fitJson(entries: readonly FitEntry[]): Record<string, unknown>[] {
  return entries.map(({ environments, clusters, region, prices, notes, groups }) => ({
    environments,
    clusters,
    region: region.name,
    isRegionAssumed: region.from === 'assumed',
    prices,
    notes,
    groups: groups.map(groupJson),
  }));
}

function groupJson(fit: PlacedFit): Record<string, unknown> {
  const { group, at, pools, plan, pending } = fit;
  return {
    workload: group.pod.title,
    group: group.name ?? null,
    title: groupTitle(group),
    at: at ?? null,
    replicas: group.replicas,
    requests: amountsOf(group.pod.requests),
    isSchedulable: !isUnschedulable(fit),
    pending,
    launches: plan,
    dollarsPerHour: costOf(plan) ?? null,
    pools: pools.map(poolJson),
  };
}

function poolJson(fit: PoolFit): Record<string, unknown> {
  if (fit.kind === 'unknown') return { pool: fit.pool, fits: null };
  if (fit.kind === 'misfit')
    return { pool: fit.pool, fits: false, reason: reasonText(fit), karpenter: karpenterText(fit.reason) };
  const { kind: _, unused, nodes, ...rest } = fit;
  return {
    ...rest,
    fits: true,
    nodes,
    dollarsPerHour: costOf(nodes) ?? null,
    unused: Object.fromEntries(unused.map(({ resource, amount, share }) => [resource, { amount, share }])),
  };
}
