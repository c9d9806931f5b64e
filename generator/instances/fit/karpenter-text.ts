import type { Resources } from '../capacity/resources.ts';
import { taintText } from '../objects/taint.ts';
import { conflictText, requirementsText, requirementText } from '../requirements/text.ts';
import { sum } from './node-type.ts';
import type { Needs, Reason, TypeFilter } from './reason.ts';

/** The reason as Karpenter logs it for a pod that it could not schedule, core v1.15.0, scheduling/nodeclaim.go and scheduler.go. */
export function karpenterText(reason: Reason): string {
  switch (reason.kind) {
    case 'types':
    case 'min-values':
      return `${headline(reason)}, ${needsText(reason)}`;
    case 'topology': {
      const { type, key, counts, podDomains, nodeDomains } = reason.conflict;
      // The parenthesis stays open upstream.
      return `unsatisfiable topology constraint for ${type}, key=${key} (counts = ${countsText(counts)}, podDomains = ${requirementText(key, podDomains)}, nodeDomains = ${requirementText(key, nodeDomains, reason.minValues.get(key))}`;
    }
    default:
      return headline(reason);
  }
}

/** The reason in Karpenter's words, without the required node. */
export function headline(reason: Reason): string {
  switch (reason.kind) {
    case 'taints':
      return reason.taints.map((taint) => `did not tolerate taint (taint=${taintText(taint)})`).join('; ');
    case 'labels': {
      const text = reason.conflicts
        .map((one) => {
          const offered = reason.minValues.get(one.key);
          return conflictText(one, { offered, wanted: reason.by === 'topology' ? offered : undefined });
        })
        .join('; ');
      if (reason.by === 'topology') return text;
      return `incompatible ${reason.by === 'volumes' ? 'volume ' : ''}requirements, ${text}`;
    }
    case 'topology':
      return `unsatisfiable topology constraint for ${reason.conflict.type}, key=${reason.conflict.key}`;
    case 'types':
      return filterText(reason);
    case 'min-values':
      return `minValues requirement is not met for label(s) (label(s)=[${reason.labels.join(' ')}])`;
    case 'limits':
      return `all available instance types exceed limits for nodepool (NodePool=${reason.pool})`;
    case 'node-limit':
      return `node limits have been exhausted for nodepool (NodePool=${reason.pool})`;
    case 'no-types':
      return 'nodepool requirements filtered out all available instance types';
    case 'no-image':
      return 'no instance types satisfy requirements of amis';
    case 'claims':
      return 'pod has Dynamic Resource Allocation requirements that are not yet supported by Karpenter';
  }
}

// InstanceTypeFilterError.Error
function filterText({ requests, ...met }: TypeFilter & Pick<Needs, 'requests'>): string {
  const met1 = met.meetRequirements ? [] : ['met the scheduling requirements'];
  const met2 = met.fit ? [] : ['had enough resources'];
  const met3 = met.haveOffering ? [] : ['had a required offering'];
  const failed = [...met1, ...met2, ...met3];
  if (failed.length > 1) return `no instance type ${failed.join(' or ')}`;
  if (!met.meetRequirements) return 'no instance type met all requirements';
  if (!met.fit) {
    const typo = (requests.get('cpu') ?? 0) >= 1e6 ? ' (CPU request >= 1 Million, m vs M typo?)' : '';
    return `no instance type has enough resources${typo}`;
  }
  if (!met.haveOffering) return 'no instance type has the required offering';
  if (met.lackRequirements)
    return 'no instance type which had enough resources and the required offering met the scheduling requirements';
  if (met.lackRoom)
    return 'no instance type which met the scheduling requirements and the required offering had the required resources';
  return 'no instance type met the requirements/resources/offering tuple';
}

function needsText({ requirements, minValues, requests, least, most }: Needs): string {
  const smallest = resourcesText(sum(least, requests));
  const largest = resourcesText(sum(most, requests));
  const needed =
    least.size === 0
      ? resourcesText(requests)
      : smallest === largest
        ? smallest
        : `min=${smallest}, max=${largest}`;
  return `requirements=${requirementsText(requirements, minValues)}, resources=${needed}`;
}

function countsText(counts: ReadonlyMap<string, number>): string {
  const sorted = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
  const more = sorted.length - shown;
  const text = sorted
    .slice(0, shown)
    .map(([domain, count]) => `${domain}: ${count}`)
    .join(', ');
  return more > 0 ? `${text} and ${more} other(s)` : text;
}

const shown = 25;

function resourcesText(resources: Resources): string {
  const sorted = [...resources].sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(Object.fromEntries(sorted.map(([name, amount]) => [name, quantityText(amount)])));
}

const binary: readonly [string, number][] = [
  ['Ti', 2 ** 40],
  ['Gi', 2 ** 30],
  ['Mi', 2 ** 20],
  ['Ki', 2 ** 10],
];
const decimal: readonly [string, number][] = [
  ['T', 1e12],
  ['G', 1e9],
  ['M', 1e6],
  ['k', 1e3],
  ['', 1],
];

/** An amount as the shortest exact quantity, to a thousandth at most. */
export function quantityText(amount: number): string {
  const candidates = [...decimal, ...binary].flatMap(([suffix, unit]) =>
    Number.isInteger(amount / unit) ? [`${amount / unit}${suffix}`] : [],
  );
  const shortest = candidates.toSorted((a, b) => a.length - b.length)[0];
  return shortest ?? `${Math.ceil(amount * 1000 - slack)}m`;
}

const slack = 1e-6;
