import type { Pool } from '../../../instances/objects/pool.ts';
import { regionOfZone } from '../../../instances/zone.ts';
import { nextHit } from '../../karpenter/cron.ts';
import { scheduleOf, type WrittenBudget } from '../../karpenter/disruption/budget.ts';
import { budgetPath, budgetsOf, SAMPLE_START } from '../budget.ts';
import { defineRule, type Fault } from '../rule.ts';
import { type TimeZone, zoneIn, zoneOfRegion } from '../time-zone.ts';
import type { ClusterView } from '../view.ts';

const HOUR = 3_600_000;

/** core v1.15.0, pkg/apis/v1/nodepool.go, IsActive: schedules are read with `TZ=UTC`. */
export const rule = defineRule({
  code: 'budget-time-zone',
  severity: 'warning',
  impact: 'disruption',
  what: 'The comment next to a budget gives the start of its `schedule` in a time zone other than UTC, or mentions the night or business hours, and the window is at another time of day in that zone or in the region of the pool’s zones.',
  why: 'Karpenter reads schedules in UTC, whatever the region. A window of `0 22 * * *` that is meant for the night is the afternoon in California.',
  help: 'Write the schedule in UTC and say so in the comment, such as `# 09:00 CET, 08:00 UTC`.',
  bad: '# fleet.yaml\napiVersion: poolwright.dev/v1alpha1\nkind: Fleet\nmetadata: { name: my-fleet }\nspec:\n  karpenter: "1.15"\n  pools:\n    general:\n      nodePool:\n        limits: { cpu: "100" }\n        template:\n          spec:\n            expireAfter: Never\n            requirements: [{ key: karpenter.sh/capacity-type, operator: In, values: [on-demand] }]\n        disruption:\n          budgets:\n            # 9:00 to 17:00 CET\n            - { nodes: "0", schedule: "0 9 * * mon-fri", duration: 8h }\n            - { nodes: 10% }\n      nodeClass:\n        role: nodes\n        amiSelectorTerms: [{ alias: al2023@v20250704 }]\n        subnetSelectorTerms: [{ tags: { cluster: a } }]\n        securityGroupSelectorTerms: [{ tags: { cluster: a } }]\n  environments: { prod: { clusters: { prod-1: {} } } }\n',
  good: '# fleet.yaml\napiVersion: poolwright.dev/v1alpha1\nkind: Fleet\nmetadata: { name: my-fleet }\nspec:\n  karpenter: "1.15"\n  pools:\n    general:\n      nodePool:\n        limits: { cpu: "100" }\n        template:\n          spec:\n            expireAfter: Never\n            requirements: [{ key: karpenter.sh/capacity-type, operator: In, values: [on-demand] }]\n        disruption:\n          budgets:\n            # 9:00 to 17:00 CET\n            - { nodes: "0", schedule: "0 8 * * mon-fri", duration: 8h }\n            - { nodes: 10% }\n      nodeClass:\n        role: nodes\n        amiSelectorTerms: [{ alias: al2023@v20250704 }]\n        subnetSelectorTerms: [{ tags: { cluster: a } }]\n        securityGroupSelectorTerms: [{ tags: { cluster: a } }]\n  environments: { prod: { clusters: { prod-1: {} } } }\n',
  find: (view) =>
    view.pools.flatMap((pool) => budgetsOf(pool).flatMap((budget) => faultsOf(pool, budget, view))),
});

function faultsOf(pool: Pool, budget: WrittenBudget, { commentsAt }: ClusterView): Fault[] {
  const cron = scheduleOf(budget);
  const start = cron && nextHit(cron, SAMPLE_START - 1);
  if (start === undefined) return [];
  const comment = commentsAt(pool.title, budgetPath(budget)).join(' ');
  if (comment === '' || /\b(?:UTC|GMT|Zulu)\b/i.test(comment)) return [];
  const named = zoneIn(comment);
  const text =
    (named && clockText(comment, start, named)) ?? wordText(comment, start, budget, named ?? zoneOf(pool));
  if (text === undefined) return [];
  return [
    {
      object: pool.title,
      path: budgetPath(budget, 'schedule'),
      message: `Karpenter reads this schedule in UTC: ${text}`,
      help: 'Write the schedule in UTC, or mention UTC in the comment if the schedule is correct',
    },
  ];
}

/** The comment gives the time of the schedule in another zone. */
function clockText(comment: string, start: number, { name, hours }: TimeZone): string | undefined {
  const first = /\b(\d{1,2})(?::(\d{2})|\s*(am|pm))/i.exec(comment);
  if (first === null) return undefined;
  const [, hour, minute = '0', half = ''] = first;
  const written =
    (Number(hour) % (half === '' ? 24 : 12)) + (half.toLowerCase() === 'pm' ? 12 : 0) + Number(minute) / 60;
  if (written !== hourOf(start)) return undefined;
  return `it starts at ${clock(start, hours[0] ?? 0)} ${name}, and the comment says ${first[0]}`;
}

const WORDS: readonly { word: RegExp; isFar(hour: number): boolean }[] = [
  { word: /\b(?:at |over|mid)?night(?:ly|s|time)?\b/i, isFar: (hour) => hour >= 9 && hour <= 18 },
  {
    word: /\b(?:business|working|office|work) ?(?:hours|time|day)\b|\bdaytime\b/i,
    isFar: (hour) => hour >= 20 || hour <= 6,
  },
];
const NEGATED = /\b(?:outside|except|not|never|no|avoid|before|after|off|non|other than)\b/i;

/** The middle of the window is far from the time of day in the comment. */
function wordText(
  comment: string,
  start: number,
  { durationMs = 0 }: WrittenBudget,
  zone: TimeZone | undefined,
): string | undefined {
  if (zone === undefined || NEGATED.test(comment)) return undefined;
  for (const { word, isFar } of WORDS) {
    const found = word.exec(comment);
    const middle = start + durationMs / 2;
    if (found !== null && zone.hours.every((hours) => isFar(hourOf(middle + hours * HOUR))))
      return `in ${zone.name} it starts at ${zone.hours.map((hours) => clock(start, hours)).join(' or ')}, and the comment says “${found[0]}”`;
  }
  return undefined;
}

/** The time zone of the region whose zones the pool names. */
function zoneOf({ written }: Pool): TimeZone | undefined {
  const zones = written.filter(
    ({ key, operator }) => key === 'topology.kubernetes.io/zone' && operator === 'In',
  );
  const regions = new Set(zones.flatMap(({ values }) => values.map(regionOfZone)));
  const [region] = regions;
  return regions.size === 1 && region !== undefined ? zoneOfRegion(region) : undefined;
}

function hourOf(time: number): number {
  return (time % (24 * HOUR)) / HOUR;
}

function clock(time: number, hoursAhead: number): string {
  return new Date(time + hoursAhead * HOUR).toISOString().slice(11, 16);
}
