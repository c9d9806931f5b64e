import { goQuote } from '@poolwright/crd-validator/go';
import { objectsAt, stringAt } from '../../karpenter/fields.ts';
import { defineRule } from '../rule.ts';

const kinds: readonly (readonly [list: string, prefix: string])[] = [
  ['subnetSelectorTerms', 'subnet-'],
  ['securityGroupSelectorTerms', 'sg-'],
  ['amiSelectorTerms', 'ami-'],
];

export const rule = defineRule({
  code: 'malformed-id',
  severity: 'warning',
  what: 'An `id` contains something like `subnet-…`, `sg-…` or `ami-…` and more than that. The CRD’s patterns are not anchored, so `xsubnet-1!` passes.',
  why: 'EC2 finds nothing or rejects the request, so the node class does not become ready.',
  help: 'Write the ID alone, without spaces or quotes; one term for each ID.',
  bad: '# fleet.yaml: spec.pools.general.nodeClass\nsubnetSelectorTerms:\n  - id: "subnet-0123456789abcdef0,subnet-0fedcba9876543210"',
  good: '# fleet.yaml: spec.pools.general.nodeClass\nsubnetSelectorTerms:\n  - id: subnet-0123456789abcdef0\n  - id: subnet-0fedcba9876543210',
  find: ({ nodeClasses }) =>
    nodeClasses.flatMap(({ title, spec }) =>
      kinds.flatMap(([list, prefix]) =>
        objectsAt(spec, list)
          .map(([index, term]) => ({ index, id: stringAt(term, 'id') ?? '' }))
          .filter(({ id }) => id !== '' && !isId(id, prefix))
          .map(({ index, id }) => ({
            object: title,
            path: ['spec', list, index, 'id'],
            message: `${goQuote(id)} is not an id that EC2 knows, though the CRD accepts it`,
            help: `Write one id, as ${prefix}0123456789abcdef0`,
          })),
      ),
    ),
});

function isId(text: string, prefix: string): boolean {
  return text.startsWith(prefix) && /^[0-9a-z]+$/.test(text.slice(prefix.length));
}
