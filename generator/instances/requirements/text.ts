import { hostnameLabel } from '../objects/labels.ts';
import type { LabelConflict, Requirements } from './compatible.ts';
import type { Requirement } from './requirement.ts';

const shown = 5;

/** A requirement as Karpenter logs it: core v1.15.0, pkg/scheduling/requirement.go, String. */
export function requirementText(key: string, requirement: Requirement, minValues?: number): string {
  const { gte, lte } = requirement;
  const bounds = `${gte === undefined ? '' : ` >=${gte}`}${lte === undefined ? '' : ` <=${lte}`}`;
  return `${key} ${operatorText(requirement)}${bounds}${minValues === undefined ? '' : ` minValues ${minValues}`}`;
}

function operatorText({ complement, values }: Requirement): string {
  if (values.size === 0) return complement ? 'Exists' : 'DoesNotExist';
  const sorted = [...values].sort();
  const more = sorted.length - shown;
  const listed = more > 0 ? [...sorted.slice(0, shown), `and ${more} others`] : sorted;
  return `${complement ? 'NotIn' : 'In'} [${listed.join(' ')}]`;
}

/** All requirements as Karpenter logs them; without the hostname that it plans a node with. */
export function requirementsText(requirements: Requirements, minValues: ReadonlyMap<string, number>): string {
  return Array.from(requirements, ([key, one]) =>
    key === hostnameLabel ? [] : [requirementText(key, one, minValues.get(key))],
  )
    .flat()
    .sort()
    .join(', ');
}

/** What Karpenter logs where labels keep a pod from a node: requirements.go, Compatible. */
export function conflictText(
  conflict: LabelConflict,
  minValues: { wanted?: number | undefined; offered?: number | undefined } = {},
): string {
  const { key, wanted } = conflict;
  if (conflict.kind === 'undefined') {
    const hint = conflict.meant === undefined ? '' : ` (typo of "${conflict.meant}"?)`;
    return `label "${key}" does not have known values${hint}`;
  }
  const offered = requirementText(key, conflict.offered, minValues.offered);
  return `key ${key}, ${requirementText(key, wanted, minValues.wanted)} not in ${offered}`;
}
