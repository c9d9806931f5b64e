import type { ValueObject } from '@kustomize-ts/core';
import { objectsAt, own } from '../../../instances/objects/fields.ts';
import type { NodeClass } from '../../../instances/objects/node-class.ts';
import { defineRule, type Fault } from '../rule.ts';

// Field by field what Karpenter reads of a term first, and what it then leaves unread.
const precedence: readonly (readonly [list: string, first: string, ignored: readonly string[]])[] = [
  ['subnetSelectorTerms', 'id', ['tags']],
  ['securityGroupSelectorTerms', 'id', ['tags', 'name']],
  ['securityGroupSelectorTerms', 'name', ['tags']],
  ['capacityReservationSelectorTerms', 'id', ['tags', 'ownerID', 'instanceMatchCriteria']],
  ['amiSelectorTerms', 'alias', ['ssmParameter']],
  ['amiSelectorTerms', 'id', ['ssmParameter']],
  ['amiSelectorTerms', 'ssmParameter', ['tags', 'name', 'owner']],
];

/**
 * The CRD means to forbid these terms with `!self.all(…)`, which only sees a list in which every term is wrong.
 * Which field wins: provider v1.15.1, pkg/providers/{subnet,securitygroup,amifamily}.
 */
export const rule = defineRule({
  code: 'selector-ignored',
  severity: 'warning',
  impact: 'upkeep',
  what: 'A selector term has an `id` (or an alias, an SSM parameter) and tags or a name as well. The CRD rejects that only if every term of the list does it.',
  why: 'Karpenter uses the ID and ignores the rest, so the term selects more than it states, or something else.',
  help: 'Split the term in two, or remove the fields that Karpenter ignores.',
  bad: '# fleet.yaml: spec.pools.general.nodeClass\nsubnetSelectorTerms:\n  - { id: subnet-0123456789abcdef0, tags: { team: a } }\n  - tags: { team: b }',
  good: '# fleet.yaml: spec.pools.general.nodeClass\nsubnetSelectorTerms:\n  - id: subnet-0123456789abcdef0\n  - tags: { team: b }',
  find: ({ nodeClasses }) => nodeClasses.flatMap(faultsOf),
});

function faultsOf({ title, spec }: NodeClass): Fault[] {
  return precedence.flatMap(([list, first, ignored]) =>
    objectsAt(spec, list).flatMap(([index, term]) => {
      if (!has(term, first) || winsOver(term, list, first)) return [];
      return ignored
        .filter((field) => has(term, field))
        .map((field) => ({
          object: title,
          path: ['spec', list, index, field],
          message: `Karpenter ignores ${field} in this term, since it has ${first}`,
          help: `Remove ${field}, or move it to a term of its own`,
        }));
    }),
  );
}

// A security group's name is itself ignored beside an id, an SSM parameter beside an alias or an id.
function winsOver(term: ValueObject, list: string, first: string): boolean {
  if (list === 'securityGroupSelectorTerms') return first === 'name' && has(term, 'id');
  return first === 'ssmParameter' && (has(term, 'id') || has(term, 'alias'));
}

function has(term: ValueObject, field: string): boolean {
  const value = own(term, field);
  return value !== undefined && value !== null && value !== '';
}
