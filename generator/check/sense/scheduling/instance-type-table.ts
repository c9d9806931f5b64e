import {
  categoryLabel,
  columns,
  familyLabel,
  generationLabel,
  nameLabels,
  prefix,
  sizeLabel,
  typeLabel,
} from './instance-type-columns.ts';
import { furtherLabels, instanceTypeTable, otherInstanceTypes } from './instance-types.generated.ts';

/** An EC2 instance type as Karpenter describes it, with what a node of AL2023 leaves to pods. */
export interface InstanceType {
  name: string;
  labels: ReadonlyMap<string, string>;
  vcpus: number;
  memoryMib: number;
  /** Resource name to amount: cores, bytes, pods, devices. */
  allocatable: ReadonlyMap<string, number>;
}

const further = new Map(furtherLabels.map((short) => [short, prefix + short]));
const known = new Set([...nameLabels, ...columns, ...further.values()]);

/** A line of the table, read when it is first needed: most pools can be judged by a few. */
interface Row {
  name: string;
  line: string;
  type?: InstanceType;
}

let table: readonly Row[] | undefined;

function rows(): readonly Row[] {
  table ??= linesOf(instanceTypeTable).map((line) => ({ name: line.slice(0, line.indexOf(' ')), line }));
  return table;
}

function linesOf(text: string): string[] {
  return text.trim().split('\n');
}

/** The types that the table describes and whose family, size and type, as labels, are wanted. */
export function instanceTypesBy(wanted: (label: string, value: string) => boolean): InstanceType[] {
  return rows()
    .filter(({ name }) => everyNameLabel(name, wanted))
    .map((row) => {
      row.type ??= readLine(row.line);
      return row.type;
    });
}

/** Names of all types that the table describes. */
export function describedNames(): string[] {
  return rows().map(({ name }) => name);
}

function readLine(line: string): InstanceType {
  const cells = line.split(' ');
  const [name = ''] = cells;
  const labels = new Map<string, string>();
  everyNameLabel(name, (key, value) => labels.set(key, value) !== undefined);
  for (const [at, key] of columns.entries()) labels.set(key, cellText(cells[at + 1]));
  const rest = columns.length + 1;
  // As the table writes them: milli-cores, MiB and a number.
  const allocatable = new Map([
    ['cpu', Number.parseInt(cells[rest] ?? '0', 10) / 1000],
    ['memory', Number.parseInt(cells[rest + 1] ?? '0', 10) * 2 ** 20],
    ['pods', Number(cells[rest + 2])],
  ]);
  for (let at = rest + 3; at < cells.length; at++) {
    const [key = '', value = ''] = cells[at]?.split('=') ?? [];
    const label = further.get(key);
    if (label === undefined) allocatable.set(key, Number(value));
    else labels.set(label, value);
  }
  return { name, labels, vcpus: Number(cells[3]), memoryMib: Number(cells[4]), allocatable };
}

function cellText(cell: string | undefined): string {
  return cell === undefined || cell === '-' ? '' : cell;
}

function everyNameLabel(name: string, test: (key: string, value: string) => boolean): boolean {
  const dot = name.indexOf('.');
  return (
    test(typeLabel, name) && test(familyLabel, name.slice(0, dot)) && test(sizeLabel, name.slice(dot + 1))
  );
}

/** Whether instance types have a label. */
export function isInstanceLabel(key: string): boolean {
  return known.has(key);
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

function* valuesOf(key: string): Generator<string> {
  const column = columns.indexOf(key);
  for (const { name, line } of rows()) {
    if (nameLabels.includes(key)) yield nameLabel(name, key);
    else if (column >= 0) yield cellText(line.split(' ', column + 2)[column + 1]);
    else {
      const short = key.slice(prefix.length);
      const at = line.indexOf(` ${short}=`);
      if (at >= 0) yield line.slice(at + short.length + 2).split(' ', 1)[0] ?? '';
    }
  }
  for (const name of linesOf(otherInstanceTypes)) {
    // provider v1.15.1, pkg/providers/instancetype/types.go, instanceTypeScheme
    const [, category, , generation] = /^([a-z]+)(-[0-9]+tb)?([0-9]+).*\./.exec(name) ?? [];
    if (nameLabels.includes(key)) yield nameLabel(name, key);
    else if (key === categoryLabel && category !== undefined) yield category;
    else if (key === generationLabel && generation !== undefined) yield generation;
  }
}

function nameLabel(name: string, key: string): string {
  let found = '';
  everyNameLabel(name, (label, value) => {
    if (label === key) found = value;
    return true;
  });
  return found;
}
