import type { Location } from '../../diagnostics/diagnostic.ts';
import { sortedByName, sortedNames } from '../../load/natural-order.ts';
import type { PoolChange } from '../../plan/change.ts';
import { deliverySections } from '../plan/delivery.ts';
import type { PlanJson } from '../plan/json.ts';
import { renameLines } from '../plan/renames.ts';
import { timeIn } from '../plan/time-text.ts';
import { plural, shownCode } from '../scope.ts';
import type { ReportModel } from './model.ts';

/** A group of next steps, in order. */
export interface NextSteps {
  title: string;
  steps: NextStep[];
}

export interface NextStep {
  text: string;
  at?: Location;
}

/** How many steps of one kind are written out. */
const MOST = 8;

/** What to do before a change is merged, and what it then waits for; without empty groups. */
export function nextSteps(model: ReportModel): NextSteps[] {
  const { plan } = model;
  return [
    { title: 'Fix first', steps: shortened(errorSteps(model), 'more error') },
    ...(plan
      ? [
          { title: 'Decide', steps: shortened(decisionSteps(plan), 'more pool') },
          { title: 'Before an upgrade', steps: shortened(upgradeSteps(plan), 'more step') },
          { title: 'Nodes wait', steps: shortened(waitSteps(plan, model.timeZone ?? 'UTC'), 'more pool') },
          ...deliverySections(plan, false).map(({ title, clusters, lines }) => ({
            title: `Delivery, ${title} ${clusters}`,
            steps: lines.map((text) => ({ text: text.replace(/^\d+\. /, '') })),
          })),
        ]
      : []),
  ].filter(({ steps }) => steps.length > 0);
}

/** What to do about errors, once for those that are fixed alike. */
function errorSteps({ diagnostics }: ReportModel): NextStep[] {
  const steps = new Map<string, NextStep>();
  for (const finding of diagnostics) {
    const { severity, help, message, at } = finding;
    if (severity !== 'error') continue;
    const text = `${help ?? message} (${shownCode(finding)})`;
    if (!steps.has(text)) steps.set(text, { text, ...(at ? { at } : {}) });
  }
  return [...steps.values()];
}

/** What to know before merging: pools that are deleted or stall, and clusters that differ from git. */
function decisionSteps({ emptied, renames, entries, outOfSync }: PlanJson): NextStep[] {
  const places = new Map<string, Set<string>>();
  const add = (text: string, clusters: readonly string[]): void => {
    const known = places.get(text) ?? new Set();
    for (const cluster of clusters) known.add(cluster);
    places.set(text, known);
  };
  for (const { change, clusters } of byPool(entries)) {
    const { pool, effect, stall } = change;
    if (effect === 'deleted') add(deletionText(change), clusters);
    if (effect === 'stalls' && stall !== undefined) add(`${pool} stalls: ${stall}`, clusters);
  }
  return [
    ...(emptied.length > 0
      ? [{ text: `${plural(emptied.length, 'cluster')} without any pool afterwards: ${namesText(emptied)}` }]
      : []),
    ...Array.from(places, ([text, clusters]) => ({
      text: `${text}, in ${plural(clusters.size, 'cluster')}: ${namesText(sortedNames(clusters))}`,
    })),
    ...renameLines({ renames }, true).map((text) => ({ text })),
    ...outOfSync.map(({ cluster, object }) => ({
      text: `${object} in ${cluster} does not match the base in git`,
    })),
  ];
}

function deletionText({ pool, renamed, causes }: PoolChange): string {
  const becomes = renamed && 'to' in renamed ? `, and ${renamed.to} replaces it` : '';
  const note = causes.find(({ effect }) => effect === 'deleted')?.note;
  return `${pool} is deleted with its nodes${note === undefined ? '' : `, ${note}`}${becomes}`;
}

function upgradeSteps({ upgrade }: PlanJson): NextStep[] {
  const steps = new Map<string, NextStep>();
  for (const { rejected, steps: own } of upgrade) {
    for (const { object, message, at } of rejected)
      steps.set(`${object}: ${message}`, { text: `${object}: ${message}`, ...(at ? { at } : {}) });
    for (const { topic, text } of own) steps.set(`${topic}: ${text}`, { text: `${topic}: ${text}` });
  }
  return [...steps.values()];
}

/** Pools of which no node may be replaced now. */
function waitSteps({ entries }: PlanJson, timeZone: string): NextStep[] {
  const time = timeIn(timeZone);
  return byPool(entries).flatMap(({ environment, change: { pool }, schedule }) => {
    if (schedule?.allowedNow !== 0 || schedule.stalls) return [];
    const until = schedule.nextAnything;
    return [
      {
        text: `${pool} in ${environment}: budgets allow no node to be replaced ${until === undefined ? 'within two weeks' : `before ${time(Date.parse(until))}`}`,
      },
    ];
  });
}

function byPool(entries: PlanJson['entries']): PlanJson['entries'] {
  return sortedByName(entries, ({ change }) => change.pool);
}

function shortened(steps: readonly NextStep[], noun: string): NextStep[] {
  const more = steps.length - MOST;
  return more <= 0 ? [...steps] : [...steps.slice(0, MOST), { text: `and ${plural(more, noun)}` }];
}

function namesText(names: readonly string[]): string {
  const more = names.length - MOST;
  return more <= 0 ? names.join(', ') : `${names.slice(0, MOST).join(', ')} and ${more} more`;
}
