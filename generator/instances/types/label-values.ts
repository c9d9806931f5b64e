import { familyOf, loadCatalogue } from '@poolwright/ec2-catalogue';
import { familyLabel, sizeLabel, typeLabel } from '../objects/labels.ts';
import { isDescribed, launchableTypesOf } from './instance-type-table.ts';
import { familyLabels, hardwareLabels } from './labels.ts';

const labels = new Set(hardwareLabels);

/** Whether instance types have a label. */
export function isInstanceLabel(key: string): boolean {
  return labels.has(key);
}

const values = new Map<string, ReadonlySet<string>>();

/** All values that instance types have for a label, by name only for some; undefined where no type has the label. */
export function knownValues(key: string): ReadonlySet<string> | undefined {
  if (!isInstanceLabel(key)) return undefined;
  let found = values.get(key);
  if (found === undefined) {
    found = new Set(valuesOf(key));
    values.set(key, found);
  }
  return found;
}

/** Whether an instance type has that value for a label; one is enough, so that few types are decoded for a common value. */
export function isKnownValue(key: string, value: string): boolean {
  if ((key === typeLabel || key === familyLabel) && isDescribed(value))
    return (familyOf(value) === value) === (key === familyLabel);
  const all = values.get(key);
  if (all !== undefined) return all.has(value);
  for (const each of valuesOf(key)) if (each === value) return true;
  return false;
}

function* valuesOf(key: string): Iterable<string> {
  if (key === typeLabel) yield* allNames();
  else if (key === sizeLabel) for (const name of allNames()) yield name.slice(familyOf(name).length + 1);
  else if (familyLabels('m5').has(key)) yield* familyValues(key);
  else yield* typeValues(key);
}

function allNames(): string[] {
  const catalogue = loadCatalogue();
  return [...catalogue.names(), ...catalogue.undescribed()];
}

function* familyValues(key: string): Iterable<string> {
  const catalogue = loadCatalogue();
  for (const families of [catalogue.families(), catalogue.undescribed().map(familyOf)]) {
    for (const family of families) {
      const value = familyLabels(family).get(key);
      if (value !== undefined) yield value;
    }
  }
}

function* typeValues(key: string): Iterable<string> {
  for (const family of loadCatalogue().families()) {
    for (const { labels: own } of launchableTypesOf(family)) {
      const value = own.get(key);
      if (value !== undefined) yield value;
    }
  }
}
