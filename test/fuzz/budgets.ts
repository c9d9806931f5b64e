// npm run fuzz:budgets -- [--seed N] [--runs N]: what budgets allow, against Karpenter's GetAllowedDisruptionsByReason; a hundredth as many
// calendars of 14 days, minute by minute, and schedules against robfig/cron.
// Needs `budgets` of test/oracles/karpenter, built as its README says.
import { isDeepStrictEqual, parseArgs } from 'node:util';
import type { ValueObject } from '@kustomize-ts/core';
import { nextHit, parseCron } from '../../generator/check/karpenter/cron.ts';
import {
  appliedBudgets,
  DISRUPTION_REASONS,
  type DisruptionReason,
} from '../../generator/check/karpenter/disruption/budget.ts';
import { budgetCalendar } from '../../generator/plan/rollout/calendar.ts';
import { allowedAt } from '../generator/plan/rollout/allowed-at.ts';
import { answersOf, builtOracle } from '../oracles/program.ts';
import { randomDisruption, randomSchedule, randomTime } from './budget-objects.ts';
import { Random } from './crd-objects.ts';

const MINUTE = 60_000;
const DAYS = 14;

interface BudgetRequest {
  disruption?: ValueObject;
  nodes?: number;
  reason?: DisruptionReason;
  time: number;
  minutes?: number;
  schedule?: string;
}

const { values } = parseArgs({
  options: { seed: { type: 'string', default: '1' }, runs: { type: 'string', default: '20000' } },
});
const random = new Random(Number(values.seed));
const runs = Number(values.runs);
const some = Math.ceil(runs / 100);

let differences = 0;
compare('budgets', times(runs, randomRequest), allowedIn);
compare(
  'calendars',
  times(some, () => ({ ...randomRequest(), minutes: DAYS * 24 * 60 })),
  changesOf,
);
compare('schedules', times(some, scheduleRequest), hitsOf);
process.exitCode = differences === 0 ? 0 : 1;

function compare(name: string, requests: BudgetRequest[], ours: (request: BudgetRequest) => unknown): void {
  const theirs = answersOf(
    builtOracle('karpenter', 'karpenter-budgets'),
    requests.map((request) => JSON.stringify(request)),
    // apimachinery logs a stack for each number beyond 32 bits.
    'ignore',
  );
  let found = 0;
  for (const [index, request] of requests.entries()) {
    const [got, wanted] = [ours(request), JSON.parse(theirs[index] as string)];
    if (isDeepStrictEqual(got, wanted)) continue;
    found += 1;
    if (found <= 5)
      console.log(
        `${JSON.stringify(request)}\n  ours   ${JSON.stringify(got)}\n  theirs ${JSON.stringify(wanted)}`,
      );
  }
  differences += found;
  console.log(
    `seed ${values.seed}: ${requests.length} ${name}, ${new Set(theirs).size} answers; ${found} differences`,
  );
}

function times(count: number, make: () => BudgetRequest): BudgetRequest[] {
  return Array.from({ length: count }, make);
}

function randomRequest(): BudgetRequest {
  return {
    disruption: randomDisruption(random),
    nodes: random.chance(0.1) ? random.below(5000) : random.below(60),
    reason: random.pick(DISRUPTION_REASONS),
    time: randomTime(random),
  };
}

function scheduleRequest(): BudgetRequest {
  return { schedule: randomSchedule(random), time: randomTime(random), minutes: DAYS * 24 * 60 };
}

function allowedIn({ disruption = {}, reason = 'Drifted', nodes = 0, time }: BudgetRequest): number {
  return unlessUnlimited(allowedAt(appliedBudgets({ disruption }), reason, nodes, time));
}

/** The calendar's spans as the oracle has them, which looks at full minutes only. */
function changesOf({
  disruption = {},
  reason = 'Drifted',
  nodes = 0,
  time,
  minutes = 0,
}: BudgetRequest): number[][] {
  const changes: number[][] = [];
  for (const { start, allowed } of budgetCalendar({ disruption }, reason, { nodes, from: time }).spans) {
    const minute = Math.ceil((start - time) / MINUTE);
    if (minute >= minutes) break;
    if (changes.at(-1)?.[0] === minute) changes.pop();
    if (changes.at(-1)?.[1] !== unlessUnlimited(allowed)) changes.push([minute, unlessUnlimited(allowed)]);
  }
  return changes;
}

function hitsOf({ schedule = '', time, minutes = 0 }: BudgetRequest): number[] | null {
  const cron = parseCron(schedule);
  if ('error' in cron) return null;
  const hits: number[] = [];
  for (
    let hit = nextHit(cron, time);
    hit !== undefined && hit < time + minutes * MINUTE;
    hit = nextHit(cron, hit)
  )
    hits.push(hit);
  return hits;
}

/** The oracle's number: MaxInt32 is what Karpenter has for no limit. */
function unlessUnlimited(allowed: number): number {
  return allowed >= 2 ** 31 - 1 ? -1 : allowed;
}
