import { isObject, type Value } from '@kustomize-ts/core';
import { own, stringAt, stringsAt } from '../../instances/objects/fields.ts';
import type { Path } from '../../render/index.ts';

type NameOf = (element: Value) => string | undefined;

/** How the elements of a list are known apart, by the list's path: a list that names all of another's elements loses none of them. */
const NAMES: Readonly<Record<string, Readonly<Record<string, NameOf>>>> = {
  NodePool: {
    'spec.template.spec.requirements': textOf('key'),
    'spec.template.spec.taints': taintName,
    'spec.template.spec.startupTaints': taintName,
    'spec.disruption.budgets': budgetName,
  },
  EC2NodeClass: { 'spec.blockDeviceMappings': textOf('deviceName') },
};

/** What a list had that the list in its place does not have, as people name it; nothing where the new list is empty, which is meant. */
export function lostElements(
  kind: string,
  path: Path,
  before: readonly Value[],
  after: readonly Value[],
): string[] {
  const nameOf = NAMES[kind]?.[path.join('.')];
  if (nameOf === undefined || after.length === 0) return [];
  const kept = new Set(after.map(nameOf));
  return [...new Set(before.map(nameOf))].filter((name) => name !== undefined && !kept.has(name)) as string[];
}

/** The paths of those lists in a kind. */
export function namedLists(kind: string): Path[] {
  return Object.keys(NAMES[kind] ?? {}).map((path) => path.split('.'));
}

function textOf(field: string): NameOf {
  return (element) => (isObject(element) ? stringAt(element, field) : undefined);
}

function taintName(element: Value): string | undefined {
  if (!isObject(element)) return undefined;
  return `${stringAt(element, 'key') ?? ''}:${stringAt(element, 'effect') ?? ''}`;
}

/** Another number of nodes at the same time and for the same reasons is another value of one budget. */
function budgetName(element: Value): string | undefined {
  if (!isObject(element)) return undefined;
  const schedule = stringAt(element, 'schedule');
  const reasons = stringsAt(element, 'reasons');
  const when = schedule === undefined ? 'always' : `${schedule} for ${String(own(element, 'duration'))}`;
  return `the budget ${when}${reasons.length === 0 ? '' : ` for ${reasons.toSorted().join(' and ')}`}`;
}
