import { familyOf, loadCatalogue } from '@poolwright/ec2-catalogue';
import { sizeLabel, typeLabel } from './instance-type-columns.ts';
import { launchableTypesOf } from './instance-type-table.ts';
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
  const all = values.get(key);
  if (all !== undefined) return all.has(value);
  for (const each of valuesOf(key)) if (each === value) return true;
  return false;
}

function* valuesOf(key: string): Iterable<string> {
  const catalogue = loadCatalogue();
  const names = [catalogue.names(), catalogue.undescribed()];
  if (key === typeLabel) {
    for (const list of names) yield* list;
  } else if (key === sizeLabel) {
    for (const list of names) for (const name of list) yield name.slice(familyOf(name).length + 1);
  } else {
    const families = new Set([...catalogue.families(), ...catalogue.undescribed().map(familyOf)]);
    for (const family of families) {
      const value = familyLabels(family).get(key);
      if (value !== undefined) yield value;
    }
    if (familyLabels('m5').has(key)) return;
    for (const family of catalogue.families()) {
      for (const type of launchableTypesOf(family)) {
        const value = type.labels.get(key);
        if (value !== undefined) yield value;
      }
    }
  }
}
