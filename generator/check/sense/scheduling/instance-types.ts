import { quantityOf } from '../../karpenter/quantity.ts';
import { instanceTypeTable } from './instance-types.generated.ts';
import { allows, type Requirement } from './requirement.ts';

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
export const osLabel = 'kubernetes.io/os';

const columns = [
  `${prefix}category`,
  `${prefix}generation`,
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

/** All known instance types. */
export function allInstanceTypes(): readonly InstanceType[] {
  table ??= instanceTypeTable.trim().split('\n').map(readLine);
  return table;
}

function readLine(line: string): InstanceType {
  const [name = '', ...cells] = line.split(' ');
  const [family = '', size = ''] = name.split('.');
  const labels = new Map([
    [typeLabel, name],
    [familyLabel, family],
    [`${prefix}size`, size],
  ]);
  for (const [at, key] of columns.entries()) labels.set(key, (cells[at] ?? '').replace(/^-$/, ''));
  const allocatable = new Map<string, number>();
  for (const [at, key] of ['cpu', 'memory', 'pods'].entries()) {
    allocatable.set(key, quantityOf(cells[columns.length + at]) ?? 0);
  }
  for (const pair of cells.slice(columns.length + 3)) {
    const [key = '', value = ''] = pair.split('=');
    if (key.includes('/')) allocatable.set(key, Number(value));
    else labels.set(prefix + key, value);
  }
  const number = (key: string) => Number(labels.get(prefix + key));
  return { name, labels, vcpus: number('cpu'), memoryMib: number('memory'), allocatable };
}

let values: Map<string, Set<string>> | undefined;

/** All values that the known types have for a label; undefined for a label that no type has. */
export function knownValues(key: string): ReadonlySet<string> | undefined {
  if (values === undefined) {
    values = new Map();
    for (const { labels } of allInstanceTypes()) {
      for (const [label, value] of labels) values.set(label, (values.get(label) ?? new Set()).add(value));
    }
  }
  return values.get(key);
}

/** True when an instance type's own labels satisfy the requirements; other labels are not looked at. */
export function satisfies(type: InstanceType, requirements: ReadonlyMap<string, Requirement>): boolean {
  for (const [key, requirement] of requirements) {
    if (knownValues(key) === undefined) continue;
    const value = type.labels.get(key);
    if (value === undefined ? !allowsAbsence(requirement) : !allows(requirement, value)) return false;
  }
  return true;
}

// core, pkg/scheduling/requirements.go, Intersects: NotIn and DoesNotExist do without the label
function allowsAbsence({ complement, values: listed, gte, lte }: Requirement): boolean {
  if (!complement) return listed.size === 0;
  return listed.size > 0 && gte === undefined && lte === undefined;
}

const matches = new Map<string, readonly InstanceType[] | undefined>();
const maxMatches = 5_000;

/**
 * The known types that satisfy a pool's requirements with nodes of that AMI family. Undefined where the
 * requirements name a family or type that is not in the table, which is then no basis to judge by.
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
): InstanceType[] {
  const os = requirements.get(osLabel);
  const offered =
    family === undefined || family === 'Custom'
      ? undefined
      : family.startsWith('Windows')
        ? 'windows'
        : 'linux';
  if (os !== undefined && offered !== undefined && !allows(os, offered)) return [];
  return allInstanceTypes().filter(
    (type) => satisfies(type, requirements) && !(family === 'AL2023' && type.name.startsWith('a1.')),
  );
}

function namesUnknown(requirements: ReadonlyMap<string, Requirement>): boolean {
  return [familyLabel, typeLabel].some((label) => {
    const requirement = requirements.get(label);
    const known = knownValues(label);
    if (requirement === undefined || requirement.complement || known === undefined) return false;
    return [...requirement.values].some((value) => !known.has(value));
  });
}

function keyOf(requirements: ReadonlyMap<string, Requirement>, family: string | undefined): string {
  const parts = [family ?? ''];
  for (const [key, { complement, values: listed, gte, lte }] of requirements) {
    if (knownValues(key) === undefined && key !== osLabel) continue;
    parts.push(`${key} ${complement} ${gte ?? ''} ${lte ?? ''} ${[...listed].join(',')}`);
  }
  return parts.join('\n');
}
