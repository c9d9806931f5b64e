import { instanceTypeTable, otherInstanceTypes } from './instance-types.generated.ts';

/** An EC2 instance type as Karpenter describes it, with what a node of AL2023 leaves to pods. */
export interface InstanceType {
  name: string;
  labels: ReadonlyMap<string, string>;
  vcpus: number;
  memoryMib: number;
  /** Resource name to amount: cores, bytes, pods, devices. */
  allocatable: ReadonlyMap<string, number>;
}

const prefix = 'karpenter.k8s.aws/instance-';
export const familyLabel = `${prefix}family`;
export const typeLabel = 'node.kubernetes.io/instance-type';
const sizeLabel = `${prefix}size`;
const categoryLabel = `${prefix}category`;
const generationLabel = `${prefix}generation`;

const columns = [
  categoryLabel,
  generationLabel,
  `${prefix}cpu`,
  `${prefix}memory`,
  'kubernetes.io/arch',
  `${prefix}cpu-manufacturer`,
  `${prefix}cpu-sustained-clock-speed-mhz`,
  `${prefix}hypervisor`,
  `${prefix}encryption-in-transit-supported`,
  `${prefix}capability-flex`,
];

let table: readonly InstanceType[] | undefined;

/** All types that the table describes. */
export function allInstanceTypes(): readonly InstanceType[] {
  table ??= readTable();
  return table;
}

function readTable(): InstanceType[] {
  // One string for each label, not one for each type: a third of the time.
  const names = new Map<string, string>();
  const fullName = (short: string): string => {
    const known = names.get(short) ?? prefix + short;
    names.set(short, known);
    return known;
  };
  return instanceTypeTable
    .trim()
    .split('\n')
    .map((line) => readLine(line.split(' '), fullName));
}

function readLine(cells: readonly string[], fullName: (short: string) => string): InstanceType {
  const [name = ''] = cells;
  const labels = new Map<string, string>();
  addNameLabels(name, (key, value) => labels.set(key, value));
  for (const [at, key] of columns.entries()) {
    const value = cells[at + 1] ?? '';
    labels.set(key, value === '-' ? '' : value);
  }
  const rest = columns.length + 1;
  // As the table writes them: milli-cores, MiB and a number.
  const allocatable = new Map([
    ['cpu', Number.parseInt(cells[rest] ?? '0', 10) / 1000],
    ['memory', Number.parseInt(cells[rest + 1] ?? '0', 10) * 2 ** 20],
    ['pods', Number(cells[rest + 2])],
  ]);
  for (let at = rest + 3; at < cells.length; at++) {
    const [key = '', value = ''] = cells[at]?.split('=') ?? [];
    if (key.includes('/')) allocatable.set(key, Number(value));
    else labels.set(fullName(key), value);
  }
  return { name, labels, vcpus: Number(cells[3]), memoryMib: Number(cells[4]), allocatable };
}

function addNameLabels(name: string, add: (key: string, value: string) => void): void {
  const dot = name.indexOf('.');
  add(typeLabel, name);
  add(familyLabel, name.slice(0, dot));
  add(sizeLabel, name.slice(dot + 1));
}

let values: ReadonlyMap<string, ReadonlySet<string>> | undefined;

/** All values that instance types have for a label, by name only for some; undefined where no type has the label. */
export function knownValues(key: string): ReadonlySet<string> | undefined {
  values ??= readValues();
  return values.get(key);
}

function readValues(): Map<string, Set<string>> {
  const out = new Map<string, Set<string>>();
  const add = (key: string, value: string): void => {
    const set = out.get(key);
    if (set === undefined) out.set(key, new Set([value]));
    else set.add(value);
  };
  for (const { labels } of allInstanceTypes()) for (const [key, value] of labels) add(key, value);
  for (const name of otherInstanceTypes.trim().split('\n')) {
    addNameLabels(name, add);
    // provider v1.15.1, pkg/providers/instancetype/types.go, instanceTypeScheme
    const [, category, , generation] = /^([a-z]+)(-[0-9]+tb)?([0-9]+).*\./.exec(name) ?? [];
    if (category !== undefined) add(categoryLabel, category);
    if (generation !== undefined) add(generationLabel, generation);
  }
  return out;
}
