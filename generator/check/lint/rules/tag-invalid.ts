import { objectAt, stringAt } from '../../../instances/objects/fields.ts';
import type { NodeClass } from '../../../instances/objects/node-class.ts';
import { defineRule, type Fault } from '../rule.ts';

// EC2 user guide, tag restrictions.
const LONGEST_KEY = 128;
const LONGEST_VALUE = 256;
const MOST = 50;
/** The tags of the cluster, twice, of the pool and of the class: provider v1.15.1, pkg/utils/utils.go, GetTags. */
const OWN = 4;

export const rule = defineRule({
  code: 'tag-invalid',
  severity: 'error',
  impact: 'outage',
  what: '`tags` of an EC2NodeClass has a key that begins with `aws:`, a key of more than 128 or a value of more than 256 characters, or more tags than EC2 allows in addition to those of Karpenter.',
  why: 'EC2 rejects the launch template, so the node class never becomes ready and its pools launch nothing.',
  help: 'Stay within the limits of EC2 tags; keys that begin with `aws:` are reserved.',
  bad: '# fleet.yaml: spec.pools.general.nodeClass\ntags: { "aws:cost-center": shop }',
  good: '# fleet.yaml: spec.pools.general.nodeClass\ntags: { cost-center: shop }',
  find: ({ nodeClasses }) => nodeClasses.flatMap(faultsOf),
});

function faultsOf({ title, spec }: NodeClass): Fault[] {
  const tags = objectAt(spec, 'tags');
  const keys = Object.keys(tags);
  const faults = keys.flatMap((key) => {
    const problem = problemOf(key, stringAt(tags, key) ?? '');
    return problem === undefined ? [] : [{ object: title, path: ['spec', 'tags', key], ...problem }];
  });
  if (keys.length + OWN <= MOST) return faults;
  return [
    ...faults,
    {
      object: title,
      path: ['spec', 'tags'],
      message: `These are ${keys.length} tags, and EC2 allows ${MOST} on an instance, ${OWN} of which Karpenter sets`,
      help: `Keep at most ${MOST - OWN} tags`,
    },
  ];
}

function problemOf(key: string, value: string): Pick<Fault, 'message' | 'help'> | undefined {
  if (/^aws:/i.test(key))
    return {
      message: 'EC2 reserves tag keys that begin with aws:, and rejects the launch template',
      help: 'Use a key without that prefix',
    };
  if (length(key) > LONGEST_KEY)
    return {
      message: `This tag key has ${length(key)} characters, and EC2 allows ${LONGEST_KEY}`,
      help: 'Shorten the key',
    };
  if (length(value) <= LONGEST_VALUE) return undefined;
  return {
    message: `This tag value has ${length(value)} characters, and EC2 allows ${LONGEST_VALUE}`,
    help: 'Shorten the value',
  };
}

function length(text: string): number {
  return [...text].length;
}
