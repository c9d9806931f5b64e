import type { ValueObject } from '@kustomize-ts/core';
import { isObject } from '@kustomize-ts/core';
import { objectsAt, own } from '../../../instances/objects/fields.ts';
import type { NodeClass } from '../../../instances/objects/node-class.ts';
import { defineRule, type Fault } from '../rule.ts';

const LISTS: readonly (readonly [list: string, what: string, others: readonly string[]])[] = [
  ['subnetSelectorTerms', 'every subnet of the region, in other VPCs as well', ['id']],
  ['securityGroupSelectorTerms', 'every security group of the region, in other VPCs as well', ['id', 'name']],
  ['amiSelectorTerms', 'the newest public image of any account', ['id', 'name', 'alias', 'ssmParameter']],
  [
    'capacityReservationSelectorTerms',
    'every capacity reservation of the account',
    ['id', 'ownerID', 'instanceMatchCriteria'],
  ],
];

/** provider v1.8 to v1.15, pkg/providers/{subnet,securitygroup,amifamily,capacityreservation}: a term without tags becomes no filter. */
export const rule = defineRule({
  code: 'selector-matches-all',
  severity: 'warning',
  impact: 'outage',
  what: 'A selector term has empty `tags` and nothing else, or a tag with both key and value `*`. The CRD accepts both.',
  why: 'Karpenter queries EC2 without a filter and uses everything that it gets: nodes start in subnets of other VPCs or fail to launch, since an instance accepts no security group of another VPC. `amiSelectorTerms` takes the newest public image of any account.',
  help: 'Select by a tag that only the wanted resources have, such as `karpenter.sh/discovery`, or by ID.',
  common:
    'Tests of Karpenter select by `"*": "*"`, since they run against a fake EC2. The rule is silent on examples.',
  bad: '# fleet.yaml: spec.pools.general.nodeClass\nsubnetSelectorTerms: [{ tags: {} }]',
  good: '# fleet.yaml: spec.pools.general.nodeClass\nsubnetSelectorTerms: [{ tags: { karpenter.sh/discovery: my-cluster } }]',
  find: ({ nodeClasses }) => nodeClasses.flatMap(faultsOf),
});

function faultsOf({ title, spec }: NodeClass): Fault[] {
  return LISTS.flatMap(([list, what, others]) =>
    objectsAt(spec, list)
      .filter(([, term]) => matchesAll(term, others))
      .map(([index]) => ({
        object: title,
        path: ['spec', list, index, 'tags'],
        ...(list === 'amiSelectorTerms' ? { severity: 'error' as const } : {}),
        message: `This term selects ${what}`,
        help: 'Select by a tag that only the wanted ones have, or by ID',
      })),
  );
}

function matchesAll(term: ValueObject, others: readonly string[]): boolean {
  const tags = own(term, 'tags');
  if (!isObject(tags) || others.some((field) => (own(term, field) ?? '') !== '')) return false;
  return Object.entries(tags).every(([key, value]) => key === '*' && value === '*');
}
