import { objectAt, objectsAt, own } from '../../../instances/objects/fields.ts';
import type { NodeClass } from '../../../instances/objects/node-class.ts';
import { defineRule, type Fault } from '../rule.ts';

const LISTS = [
  'subnetSelectorTerms',
  'securityGroupSelectorTerms',
  'amiSelectorTerms',
  'capacityReservationSelectorTerms',
] as const;

// EC2 user guide, tag restrictions.
const LONGEST_KEY = 128;
const LONGEST_VALUE = 256;

/** provider v1.8 to v1.15: a tag becomes the filter `tag:KEY`, in whose name EC2 knows no wildcard, or `tag-key` where the value is `*`. */
export const rule = defineRule({
  code: 'selector-matches-nothing',
  severity: 'warning',
  impact: 'outage',
  what: 'A tag of a selector term cannot exist: its key has a `*` and its value is not `*`, or it is longer than EC2 allows.',
  why: 'EC2 allows wildcards in the value of a tag but not in its key, and finds nothing. If no other term matches anything, the node class never becomes ready.',
  help: 'Write the whole key. `*` as value selects by the key alone.',
  bad: '# fleet.yaml: spec.pools.general.nodeClass\nsubnetSelectorTerms: [{ tags: { "kubernetes.io/cluster/*": owned } }]',
  good: '# fleet.yaml: spec.pools.general.nodeClass\nsubnetSelectorTerms: [{ tags: { kubernetes.io/cluster/my-cluster: owned } }]',
  find: ({ nodeClasses }) => nodeClasses.flatMap(faultsOf),
});

function faultsOf({ title, spec }: NodeClass): Fault[] {
  return LISTS.flatMap((list) =>
    objectsAt(spec, list).flatMap(([index, term]) =>
      (own(term, 'id') ?? '') !== ''
        ? []
        : Object.entries(objectAt(term, 'tags')).flatMap(([key, value]) => {
            const problem = typeof value === 'string' ? problemOf(key, value) : undefined;
            if (problem === undefined) return [];
            return [{ object: title, path: ['spec', list, index, 'tags', key], ...problem }];
          }),
    ),
  );
}

function problemOf(key: string, value: string): Pick<Fault, 'message' | 'help'> | undefined {
  if (key.includes('*') && value !== '*')
    return {
      message: 'EC2 allows no wildcard in a tag key, so this term selects nothing',
      help: 'Write the whole key; the value may be *',
    };
  if (key.length <= LONGEST_KEY && value.length <= LONGEST_VALUE) return undefined;
  return {
    message: `A tag has a key of at most ${LONGEST_KEY} and a value of at most ${LONGEST_VALUE} characters, so this term selects nothing`,
    help: 'Write the tag as EC2 shows it',
  };
}
