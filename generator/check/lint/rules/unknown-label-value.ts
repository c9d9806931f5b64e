import { goQuote } from '@poolwright/crd-validator/go';
import { nearest } from '../../../diagnostics/suggest.ts';
import { archLabel, osLabel, typeLabel, zoneLabel } from '../../../instances/objects/labels.ts';
import { type Pool, requirementPath, type WrittenRequirement } from '../../../instances/objects/pool.ts';
import { isInstanceLabel, isKnownValue, knownValues } from '../../../instances/types/instance-types.ts';
import { defineRule, type Fault } from '../rule.ts';

const zone = /^[a-z]{2}(?:-[a-z]+)+-\d+(?:-[a-z]{2,}-\d+)?[a-z]$/;
const fixed: ReadonlyMap<string, (value: string) => boolean> = new Map([
  [osLabel, (value) => value === 'linux' || value === 'windows'],
  [zoneLabel, (value) => zone.test(value)],
]);
// EC2 gets new types and families all the time, but not a new architecture.
const closed: ReadonlySet<string> = new Set([archLabel, osLabel]);
/** Labels of which one is often written for another: `m5` is a family and no category. */
const NAMES = [
  'karpenter.k8s.aws/instance-category',
  'karpenter.k8s.aws/instance-family',
  'karpenter.k8s.aws/instance-size',
  typeLabel,
];
const skipped: ReadonlySet<string> = new Set(['karpenter.k8s.aws/instance-hypervisor']);

export const rule = defineRule({
  code: 'unknown-label-value',
  severity: 'warning',
  impact: 'scheduling',
  provider: 'aws',
  what: 'A requirement with operator `In` names a value that no known instance type has for that label: a typo, `x86_64` for `amd64`, a region where a zone belongs. It is an error if no value of `kubernetes.io/arch` or `kubernetes.io/os` exists.',
  why: 'Karpenter does not validate these values. A wrong one never matches; if it is the only one, the pool launches nothing.',
  help: 'Use the values of Karpenter’s instance type reference.',
  common:
    'Tests of Karpenter use values such as `test`, and examples have placeholders and instance families that the catalogue does not have.',
  bad: '# fleet.yaml: spec.pools.general.nodePool.template.spec\nrequirements:\n  - { key: topology.kubernetes.io/zone, operator: In, values: [eu-west-1] }',
  good: '# fleet.yaml: spec.pools.general.nodePool.template.spec\nrequirements:\n  - { key: topology.kubernetes.io/zone, operator: In, values: [eu-west-1a] }',
  find: ({ pools }) => pools.flatMap((pool) => pool.written.flatMap((one) => faultsOf(pool, one))),
});

function faultsOf({ title }: Pool, { index, key, operator, values }: WrittenRequirement): Fault[] {
  if (operator !== 'In' || skipped.has(key)) return [];
  if (!fixed.has(key) && !isInstanceLabel(key)) return [];
  const isKnown = fixed.get(key) ?? ((value: string) => isKnownValue(key, value));
  const certain = closed.has(key) && values.every((value) => !isKnown(value));
  return values.flatMap((value, at) =>
    isKnown(value)
      ? []
      : [
          {
            object: title,
            path: requirementPath(index, 'values', at),
            severity: certain ? ('error' as const) : ('warning' as const),
            message: messageOf(key, value),
            help: helpOf(key, value),
          },
        ],
  );
}

function messageOf(key: string, value: string): string {
  if (key === zoneLabel) return `${goQuote(value)} is not a zone, so it matches no instance`;
  return `No known instance has ${key} ${goQuote(value)}`;
}

function helpOf(key: string, value: string): string {
  if (key === zoneLabel) return 'Name a zone, such as us-west-2a';
  if (key === osLabel) return 'Use linux or windows';
  const other = NAMES.find((label) => label !== key && isKnownValue(label, value));
  if (other !== undefined) return `Use the key ${other}, which has this value`;
  const listed = [...(knownValues(key) ?? [])].sort();
  const near = listed.length > 12 ? nearest(value, listed) : undefined;
  if (near !== undefined) return `Did you mean ${near}?`;
  return listed.length > 12
    ? `Use a value that instance types have for ${key}`
    : `Use one of ${listed.join(', ')}`;
}
