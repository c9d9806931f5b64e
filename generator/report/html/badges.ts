import { type Diagnostic, SEVERITIES, type Severity } from '../../diagnostics/diagnostic.ts';
import { dollarsText } from '../../instances/cost/text.ts';
import type { Effect } from '../../plan/change.ts';
import type { PlanJson } from '../plan/json.ts';
import { plural } from '../scope.ts';
import type { ReportModel } from './model.ts';

/** A verdict in a few words; `tone` repeats it as a color. */
export interface Badge {
  tone: 'bad' | 'careful' | 'good' | 'plain';
  text: string;
}

/** What a reviewer looks for first: whether clusters accept it, what happens to nodes, the cost, and the number of findings. */
export function badgesOf(model: ReportModel): Badge[] {
  const { plan, diagnostics, isValidated } = model;
  return [
    ...(isValidated ? [validationBadge(model)] : []),
    ...(plan
      ? [...rejectedBadges(plan), ...effectBadges(plan, diagnostics.some(isAboutTree)), ...costBadges(plan)]
      : []),
    ...SEVERITIES.flatMap((severity) => {
      const count = diagnostics.filter((one) => one.severity === severity).length;
      return count > 0 ? [{ tone: TONES[severity], text: plural(count, severity) }] : [];
    }),
  ];
}

const TONES: Record<Severity, Badge['tone']> = { error: 'bad', warning: 'careful', notice: 'plain' };

function validationBadge({ ok }: ReportModel): Badge {
  return ok
    ? { tone: 'good', text: 'valid: every cluster would accept what it gets' }
    : { tone: 'bad', text: 'not valid: there are errors' };
}

function rejectedBadges({ upgrade }: PlanJson): Badge[] {
  const objects = new Set(upgrade.flatMap(({ rejected }) => rejected.map(({ object }) => object))).size;
  return objects === 0 ? [] : [{ tone: 'bad', text: `the upgrade rejects ${plural(objects, 'object')}` }];
}

/** What happens to nodes, by the effects that a badge adds up. */
const NODES: readonly { effects: readonly Effect[]; tone: Badge['tone']; text: string }[] = [
  { effects: ['deleted'], tone: 'bad', text: 'deleted' },
  { effects: ['stalls'], tone: 'bad', text: 'stalled' },
  { effects: ['all', 'some', 'unknown'], tone: 'careful', text: 'with nodes replaced' },
  { effects: ['absorbed'], tone: 'careful', text: 'with nodes that keep old settings' },
];

/** Whether the generated files are out of date, so that "no running node is touched" would be misleading. */
function isAboutTree({ code }: Diagnostic): boolean {
  return code.startsWith('tree-');
}

function effectBadges({ entries }: PlanJson, isStale: boolean): Badge[] {
  const badges = NODES.flatMap(({ effects, tone, text }) => {
    const found = entries.filter(({ change }) => effects.includes(change.effect));
    const pools = new Set(found.map(({ change }) => change.pool)).size;
    const clusters = new Set(found.flatMap((entry) => entry.clusters)).size;
    return pools === 0
      ? []
      : [{ tone, text: `${plural(pools, 'pool')} ${text} in ${plural(clusters, 'cluster')}` }];
  });
  if (badges.length > 0) return badges;
  return isStale
    ? [{ tone: 'careful', text: 'no running node is touched until the tree is generated' }]
    : [{ tone: 'good', text: 'no running node is touched' }];
}

/** How much more or less the limits allow an hour, where that is known of all pools for which it changes. */
function costBadges({ entries }: PlanJson): Badge[] {
  const changes = entries.flatMap(({ instances, clusters }) =>
    instances?.ceiling ? [{ ...instances.ceiling, clusters: Math.max(1, clusters.length) }] : [],
  );
  if (changes.length === 0) return [];
  const differences = changes.map(({ before, after, clusters }) => {
    const [old, now] = [before ?? NOTHING, after ?? NOTHING];
    return typeof old === 'string' || typeof now === 'string'
      ? undefined
      : (now.dearest - old.dearest) * clusters;
  });
  const known = differences.filter((one) => one !== undefined);
  if (known.length < differences.length)
    return [{ tone: 'plain', text: 'cost ceiling changes by an unknown amount' }];
  const difference = known.reduce((sum, one) => sum + one, 0);
  if (difference === 0) return [];
  return [
    {
      tone: difference > 0 ? 'careful' : 'good',
      text: `cost ceiling ${difference > 0 ? 'up' : 'down'} ${dollarsText(Math.abs(difference))}`,
    },
  ];
}

const NOTHING = { dearest: 0 };
