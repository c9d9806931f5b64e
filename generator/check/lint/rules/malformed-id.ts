import { goQuote } from '@poolwright/crd-validator/go';
import { templateIn } from '../../../diagnostics/template-syntax.ts';
import { objectsAt, stringAt } from '../../../instances/objects/fields.ts';
import type { NodeClass } from '../../../instances/objects/node-class.ts';
import { defineRule, type Fault } from '../rule.ts';
import type { ClusterView } from '../view.ts';
import { aroundVariables } from '../written-text.ts';

// provider v1.15.1, pkg/providers/{subnet,securitygroup,amifamily}: filters by subnet-id, group-id and image-id.
const kinds: readonly (readonly [list: string, prefix: string])[] = [
  ['subnetSelectorTerms', 'subnet-'],
  ['securityGroupSelectorTerms', 'sg-'],
  ['amiSelectorTerms', 'ami-'],
];

export const rule = defineRule({
  code: 'malformed-id',
  severity: 'warning',
  impact: 'outage',
  what: 'An `id` contains `subnet-…`, `sg-…` or `ami-…`, and more than that. The CRD’s patterns are not anchored, so `xsubnet-1!` passes.',
  why: 'EC2 finds nothing for the term. If no other term matches anything, the node class never becomes ready.',
  help: 'Write only the ID, without spaces or quotes, and one term for each ID.',
  bad: '# fleet.yaml: spec.pools.general.nodeClass\nsubnetSelectorTerms:\n  - id: "subnet-0123456789abcdef0,subnet-0fedcba9876543210"',
  good: '# fleet.yaml: spec.pools.general.nodeClass\nsubnetSelectorTerms:\n  - id: subnet-0123456789abcdef0\n  - id: subnet-0fedcba9876543210',
  find: (view) => view.nodeClasses.flatMap((nodeClass) => faultsOf(nodeClass, view)),
});

function faultsOf({ title, spec }: NodeClass, { written }: ClusterView): Fault[] {
  return kinds.flatMap(([list, prefix]) => {
    const terms = objectsAt(spec, list).map(([index, term]) => ({ index, id: stringAt(term, 'id') ?? '' }));
    const malformed = terms.filter(({ id }) => id !== '' && !isId(id, prefix) && !templateIn(id));
    // Karpenter filters by the id, and a filter of EC2 takes wildcards.
    const isFatal = malformed.length === terms.length && malformed.every(({ id }) => !/[*?]/.test(id));
    return malformed.map(({ index, id }) => ({
      object: title,
      path: ['spec', list, index, 'id'],
      isOfVariable: aroundVariables(written(title, ['spec', list, index, 'id'], id)) === '',
      ...(isFatal ? { severity: 'error' as const } : {}),
      message: isFatal
        ? `${goQuote(id)} is not an EC2 ID, and without another term the class never becomes ready`
        : `${goQuote(id)} is not an EC2 ID, although the CRD accepts it`,
      help: `Write one ID per term, such as ${prefix}0123456789abcdef0`,
    }));
  });
}

function isId(text: string, prefix: string): boolean {
  return text.startsWith(prefix) && /^[0-9a-z]+$/.test(text.slice(prefix.length));
}
