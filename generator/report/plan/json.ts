import { sortedNames } from '../../load/natural-order.ts';
import type { PlanEntry } from '../../plan/entry.ts';
import type { Plan } from '../../plan/plan.ts';
import type { Holdup } from '../../plan/rollout/holdups.ts';
import type { Schedule } from '../../plan/schedule.ts';
import type { Upgrade } from '../../plan/upgrade/upgrade.ts';
import { sentenceOf } from './summary.ts';

/** A plan for programs, described by `schemas/plan.schema.json`: times are ISO 8601 in UTC. */
export interface PlanJson {
  /** Rises when a field changes its meaning. */
  formatVersion: 1;
  /** The plan in a sentence. */
  summary: string;
  base: string;
  clusters: number;
  outOfSync: Plan['outOfSync'];
  /** The clusters that lose every pool they have. */
  emptied: string[];
  /** The clusters that lose pools and may only have a new name. */
  renames: Plan['renames'];
  /** In which order the change is delivered. */
  delivery: Plan['delivery'];
  /** Where clusters get another Karpenter or Kubernetes. */
  upgrade: readonly Upgrade[];
  entries: (Omit<PlanEntry, 'schedule'> & { schedule?: ScheduleJson })[];
}

type Allowed = number | 'unlimited';

interface ScheduleJson {
  nodes: number;
  isAssumed: boolean;
  allowedNow: Allowed;
  nextNothing?: string;
  nextEverything?: string;
  nextAnything?: string;
  calendar: { start: string; end: string; allowed: Allowed }[];
  waves: { start: string; end: string; nodes: number }[];
  shortestEnd?: string;
  longestEnd?: string;
  mostAtOnce: number;
  /** The same where drains take long: replacements that are ready count as nodes, and a percentage grows with them. */
  mostAtOnceSlow: number;
  stalls?: { reason: string; left: number };
  expiry?: { start: string; end: string };
  holdups?: readonly Holdup[];
  syncDelays?: readonly string[];
}

export function planJson(plan: Plan, upgrades: readonly Upgrade[] = []): PlanJson {
  const { base, clusters, outOfSync, emptied, renames, delivery, entries } = plan;
  return {
    formatVersion: 1,
    summary: sentenceOf(plan, upgrades),
    base,
    clusters,
    outOfSync,
    emptied: sortedNames(emptied),
    renames,
    delivery,
    upgrade: upgrades,
    entries: entries.map(({ schedule, ...entry }) => ({
      ...entry,
      ...(schedule ? { schedule: scheduleJson(schedule) } : {}),
    })),
  };
}

function scheduleJson({
  nodes,
  isAssumed,
  calendar,
  roll,
  expiry,
  holdups,
  syncDelays,
}: Schedule): ScheduleJson {
  return {
    nodes,
    isAssumed,
    allowedNow: allowedJson(calendar.now),
    ...optionalTime('nextNothing', calendar.nextNothing),
    ...optionalTime('nextEverything', calendar.nextEverything),
    ...optionalTime('nextAnything', calendar.nextAnything),
    calendar: calendar.spans.map(({ start, end, allowed }) => ({
      start: isoTime(start),
      end: isoTime(end),
      allowed: allowedJson(allowed),
    })),
    waves: roll.waves.map(({ start, end, nodes: count }) => ({
      start: isoTime(start),
      end: isoTime(end),
      nodes: count,
    })),
    ...optionalTime('shortestEnd', roll.shortestEnd),
    ...optionalTime('longestEnd', roll.longestEnd),
    mostAtOnce: roll.mostAtOnce,
    mostAtOnceSlow: roll.mostAtOnceSlow,
    ...(roll.stalls ? { stalls: roll.stalls } : {}),
    ...(holdups.length > 0 ? { holdups } : {}),
    ...(syncDelays.length > 0 ? { syncDelays } : {}),
    ...(expiry ? { expiry: { start: isoTime(expiry.start), end: isoTime(expiry.end) } } : {}),
  };
}

function allowedJson(allowed: number): Allowed {
  return Number.isFinite(allowed) ? allowed : 'unlimited';
}

function optionalTime<Name extends string>(
  name: Name,
  time: number | undefined,
): Partial<Record<Name, string>> {
  return time === undefined ? {} : ({ [name]: isoTime(time) } as Record<Name, string>);
}

function isoTime(time: number): string {
  return new Date(time).toISOString();
}
