import { DISRUPTION_REASONS, type DisruptionReason } from '../../../check/karpenter/disruption/budget.ts';
import type { RevisionState } from '../../../check/update/revision.ts';
import { objectAt, own } from '../../../instances/objects/fields.ts';
import { jsonText } from '../../../instances/objects/json-text.ts';
import { sortedByName } from '../../../load/natural-order.ts';
import { createSides, createStored } from '../../../plan/cluster-side.ts';
import type { PlanInput } from '../../../plan/plan.ts';
import { budgetCalendar } from '../../../plan/rollout/calendar.ts';
import { runningCluster } from '../../../plan/running-pool.ts';
import { ASSUMED_NODES } from '../../../plan/schedule.ts';
import { HORIZON } from '../../../plan/stall.ts';
import { budgetsText } from '../../plan/schedule.ts';
import { addPlace, type Place, sortedPlaces } from './places.ts';
import { keepTime } from './timed-text.ts';

/** How many nodes may be replaced at once from `start`, inclusive, to `end`, in milliseconds since 1970; null without limit. */
export type AllowedTuple = [start: number, end: number, allowed: number | null];

/** What budgets allow for reasons that they treat alike. */
export interface ReasonCalendar {
  reasons: DisruptionReason[];
  spans: AllowedTuple[];
  /** What is allowed now, and when that changes, with kept times. */
  text: string;
}

/** What the budgets of some pools allow, in all clusters where they allow the same. */
export interface PoolCalendar {
  pools: { pool: string; places: Place[] }[];
  nodes: number;
  /** Whether the numbers of nodes are assumed. */
  isAssumed: boolean;
  reasons: ReasonCalendar[];
}

/** The budget calendars of a fleet, each once, by the first of its pools. */
export interface CalendarData {
  from: number;
  days: number;
  calendars: PoolCalendar[];
}

export interface CalendarInput
  extends Pick<PlanInput, 'after' | 'crds' | 'at' | 'countNodes' | 'stateOf' | 'isWanted'> {
  before?: RevisionState;
}

/** What the budgets of every pool allow after a change, for the nodes that the plan counts. */
export function calendarData(input: CalendarInput): CalendarData {
  const found = new Map<string, PoolCalendar>();
  const reasonsOf = createReasons(input.at);
  for (const { environment, cluster, pool, spec, count } of poolsOf(input)) {
    const nodes = count ?? ASSUMED_NODES;
    const reasons = reasonsOf(spec, nodes);
    const key = jsonText([nodes, count === undefined, reasons]);
    const calendar = found.get(key) ?? { pools: [], nodes, isAssumed: count === undefined, reasons };
    found.set(key, calendar);
    addPlace(placesOf(calendar, pool), environment, [cluster]);
  }
  const calendars = Array.from(found.values(), (calendar) => ({
    ...calendar,
    pools: sortedByName(calendar.pools, ({ pool }) => pool).map(({ pool, places }) => ({
      pool,
      places: sortedPlaces(places),
    })),
  }));
  return {
    from: input.at,
    days: HORIZON,
    calendars: sortedByName(calendars, ({ pools }) => pools[0]?.pool ?? ''),
  };
}

function placesOf({ pools }: PoolCalendar, pool: string): Place[] {
  const known = pools.find((one) => one.pool === pool) ?? { pool, places: [] };
  if (!pools.includes(known)) pools.push(known);
  return known.places;
}

type Spec = Parameters<typeof budgetCalendar>[0];

interface CountedPool {
  environment: string;
  cluster: string;
  pool: string;
  spec: Spec;
  count: number | undefined;
}

function* poolsOf({
  before,
  after,
  crds,
  countNodes,
  stateOf,
  isWanted = () => true,
}: CalendarInput): Generator<CountedPool> {
  const stored = createStored(crds);
  const sideAfter = createSides(after, stored);
  const sideBefore = before && createSides(before, stored);
  for (const [cluster, environment] of after.environments) {
    if (!isWanted(cluster, [before?.environments.get(cluster) ?? [], environment].flat())) continue;
    const side = sideAfter(cluster);
    const state = stateOf?.(cluster);
    const running = state && runningCluster(state, { before: sideBefore?.(cluster), after: side });
    for (const { name: pool, spec } of side?.pools.values() ?? []) {
      const count = running?.pools.get(pool)?.count ?? countNodes?.(pool);
      yield { environment, cluster, pool, spec, count };
    }
  }
}

/** The calendars of a pool's budgets; computed once for all pools with the same budgets and number of nodes. */
function createReasons(from: number): (spec: Spec, nodes: number) => ReasonCalendar[] {
  const known = new Map<string, ReasonCalendar[]>();
  return (spec, nodes) => {
    const key = jsonText([own(objectAt(spec, 'disruption'), 'budgets'), nodes]);
    const reasons = known.get(key) ?? reasonsOf(spec, nodes, from);
    known.set(key, reasons);
    return reasons;
  };
}

function reasonsOf(spec: Spec, nodes: number, from: number): ReasonCalendar[] {
  const alike = new Map<string, ReasonCalendar>();
  for (const reason of DISRUPTION_REASONS) {
    const calendar = budgetCalendar(spec, reason, { nodes, from, days: HORIZON });
    const spans = calendar.spans.map(
      ({ start, end, allowed }): AllowedTuple => [start, end, Number.isFinite(allowed) ? allowed : null],
    );
    const text = budgetsText(calendar, nodes, keepTime);
    const key = jsonText([spans, text]);
    const known = alike.get(key);
    if (known) known.reasons.push(reason);
    else alike.set(key, { reasons: [reason], spans, text });
  }
  return [...alike.values()];
}
