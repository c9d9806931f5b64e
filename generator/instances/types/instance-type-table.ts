import { columns, familyLabel, familyOf, prefix, sizeLabel, typeLabel } from './instance-type-columns.ts';
import { instanceTypeTable, labelValues, otherInstanceTypes } from './instance-types.generated.ts';

/** An EC2 instance type as Karpenter describes it, with what a node of AL2023 leaves to pods. */
export interface InstanceType {
  name: string;
  labels: ReadonlyMap<string, string>;
  vcpus: number;
  memoryMib: number;
  /** Resource name to amount: cores, bytes, pods, devices. */
  allocatable: ReadonlyMap<string, number>;
}

/** A line of the table, read when it is first needed: most pools can be decided by a few. */
interface Row {
  name: string;
  line: string;
  type?: InstanceType;
}

const rows = new Map<string, readonly Row[]>();

/** The lines of a family, which are adjacent in the table; empty for one that it does not describe. */
function rowsOf(family: string): readonly Row[] {
  const known = rows.get(family);
  if (known !== undefined) return known;
  if (knownValues(familyLabel)?.has(family) !== true) return [];
  const found: Row[] = [];
  let at = instanceTypeTable.indexOf(`\n${family}.`) + 1;
  while (at > 0 && instanceTypeTable.startsWith(`${family}.`, at)) {
    const end = instanceTypeTable.indexOf('\n', at);
    const line = instanceTypeTable.slice(at, end);
    found.push({ name: line.slice(0, line.indexOf(' ')), line });
    at = end + 1;
  }
  rows.set(family, found);
  return found;
}

/** The types that the table describes and whose family, size and type, as labels, are wanted; in the table's order. */
export function instanceTypesBy(wanted: (label: string, value: string) => boolean): InstanceType[] {
  const out: InstanceType[] = [];
  for (const family of knownValues(familyLabel) ?? []) {
    if (!wanted(familyLabel, family)) continue;
    for (const row of rowsOf(family)) {
      if (!wanted(typeLabel, row.name) || !wanted(sizeLabel, row.name.slice(family.length + 1))) continue;
      row.type ??= readLine(row.line);
      out.push(row.type);
    }
  }
  return out;
}

/** Whether the table describes a type, or types of a family, of that name. */
export function isDescribed(name: string): boolean {
  const family = familyOf(name);
  return family === name ? rowsOf(name).length > 0 : rowsOf(family).some((row) => row.name === name);
}

function readLine(line: string): InstanceType {
  const cells = line.split(' ');
  const [name = ''] = cells;
  const family = familyOf(name);
  const labels = new Map([
    [typeLabel, name],
    [familyLabel, family],
    [sizeLabel, name.slice(family.length + 1)],
  ]);
  columns.forEach((key, at) => {
    labels.set(key, cellText(cells[at + 1]));
  });
  const rest = columns.length + 1;
  // As the table writes them: milli-cores, MiB and a number.
  const allocatable = new Map([
    ['cpu', Number.parseInt(cells[rest] ?? '0', 10) / 1000],
    ['memory', Number.parseInt(cells[rest + 1] ?? '0', 10) * 2 ** 20],
    ['pods', Number(cells[rest + 2])],
  ]);
  for (let at = rest + 3; at < cells.length; at++) {
    const [key = '', value = ''] = cells[at]?.split('=') ?? [];
    if (isInstanceLabel(prefix + key)) labels.set(prefix + key, value);
    else allocatable.set(key, Number(value));
  }
  return { name, labels, vcpus: Number(cells[3]), memoryMib: Number(cells[4]), allocatable };
}

function cellText(cell: string | undefined): string {
  return cell === undefined || cell === '-' ? '' : cell;
}

/** Whether instance types have a label. */
export function isInstanceLabel(key: string): boolean {
  return key === typeLabel || Object.hasOwn(labelValues, key);
}

const values = new Map<string, ReadonlySet<string>>();

/** All values that instance types have for a label, by name only for some; undefined where no type has the label. */
export function knownValues(key: string): ReadonlySet<string> | undefined {
  if (!isInstanceLabel(key)) return undefined;
  let found = values.get(key);
  if (found === undefined) {
    found = key === typeLabel ? typeNames() : new Set(labelValues[key]?.split(' '));
    values.set(key, found);
  }
  return found;
}

function typeNames(): Set<string> {
  const described = [...(knownValues(familyLabel) ?? [])].flatMap(rowsOf).map(({ name }) => name);
  return new Set([...described, ...otherInstanceTypes.trim().split('\n')]);
}
