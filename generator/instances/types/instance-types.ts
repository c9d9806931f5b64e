import { familyOf } from '@poolwright/ec2-catalogue';
import { archLabel, familyLabel, osLabel, typeLabel } from '../objects/labels.ts';
import { allows, keyText, mayBeAbsent, type Requirement } from '../requirements/requirement.ts';
import type { InstanceType } from './instance-type.ts';
import { instanceTypesBy, isDescribed } from './instance-type-table.ts';
import { isInstanceLabel } from './label-values.ts';

export type { InstanceType } from './instance-type.ts';
export { isInstanceLabel, isKnownValue, knownValues } from './label-values.ts';

/** True when an instance type's own labels satisfy the requirements; other labels are not looked at. */
export function satisfies(type: InstanceType, requirements: ReadonlyMap<string, Requirement>): boolean {
  for (const [key, requirement] of requirements) {
    if (!isInstanceLabel(key)) continue;
    const value = type.labels.get(key);
    if (value === undefined ? !mayBeAbsent(requirement) : !allows(requirement, value)) return false;
  }
  return true;
}

const matches = new Map<string, readonly InstanceType[] | undefined>();
const maxMatches = 5_000;

/**
 * The known types that satisfy a pool's requirements with nodes of that AMI family. Undefined where the
 * requirements name a family or type that is not in the table, which is then no basis.
 */
export function instanceTypesFor(
  requirements: ReadonlyMap<string, Requirement>,
  family: string | undefined,
): readonly InstanceType[] | undefined {
  const key = keyOf(requirements, family);
  if (matches.has(key)) return matches.get(key);
  const found = namesUnknown(requirements) ? undefined : matching(requirements, family);
  if (matches.size >= maxMatches) matches.clear();
  matches.set(key, found);
  return found;
}

function matching(
  requirements: ReadonlyMap<string, Requirement>,
  family: string | undefined,
): readonly InstanceType[] {
  const os = requirements.get(osLabel);
  const offered = osOf(family);
  if (os !== undefined && offered !== undefined && !allows(os, offered)) return [];
  const types = requirements.get(typeLabel);
  const families = types && !types.complement ? new Set(Array.from(types.values, familyOf)) : undefined;
  const byName = instanceTypesBy((label, value) => {
    const requirement = requirements.get(label);
    if (requirement !== undefined && !allows(requirement, value)) return false;
    return label !== familyLabel || families === undefined || families.has(value);
  });
  return byName.filter((type) => satisfies(type, requirements) && runs(type, family));
}

function osOf(family: string | undefined): 'windows' | 'linux' | undefined {
  if (family === undefined || family === 'Custom') return undefined;
  return family.startsWith('Windows') ? 'windows' : 'linux';
}

// provider v1.15.1, pkg/providers/instancetype/compatibility, and the architectures that Windows has images for
function runs({ name, labels }: InstanceType, family: string | undefined): boolean {
  if (family === 'AL2023') return !name.startsWith('a1.');
  return osOf(family) !== 'windows' || labels.get(archLabel) === 'amd64';
}

function namesUnknown(requirements: ReadonlyMap<string, Requirement>): boolean {
  return [familyLabel, typeLabel].some((label) => {
    const requirement = requirements.get(label);
    if (requirement === undefined || requirement.complement) return false;
    return [...requirement.values].some((value) => !isDescribed(value));
  });
}

/** The part of the requirements that selects instance types; equal text for equal selections. */
export function keyOf(requirements: ReadonlyMap<string, Requirement>, family?: string): string {
  const parts = [family ?? ''];
  for (const [key, requirement] of requirements)
    if (isInstanceLabel(key) || key === osLabel) parts.push(`${key} ${keyText(requirement)}`);
  return parts.join('\n');
}
