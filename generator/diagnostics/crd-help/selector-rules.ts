import type { RuleHelp, RuleTable } from './rule.ts';
import { itemWhere } from './select.ts';

function oneOf(fields: readonly string[]): [message: string, help: RuleHelp] {
  return [
    `expected at least one, got none, [${fields.map((field) => `'${field}'`).join(', ')}]`,
    {
      help: `Give the term one of ${fields.join(', ')}, or remove it: an empty term selects nothing`,
      at: itemWhere((term) => fields.every((field) => term[field] === undefined)),
    },
  ];
}

/** A field that excludes the others of its term. */
function alone(field: string, others: readonly string[], where: string): [message: string, help: RuleHelp] {
  return [
    `'${field}' is mutually exclusive, cannot be set ${where}`,
    {
      help: (terms) =>
        Array.isArray(terms) && terms.length === 0
          ? 'Add a term: an empty list selects nothing'
          : `Keep ${field} alone in its term, and put ${others.join(' or ')} into a term of its own`,
      at: itemWhere(
        (term) => term[field] !== undefined && others.some((other) => term[other] !== undefined),
        field,
      ),
    },
  ];
}

/** Rules of an EC2NodeClass's selector terms. */
export const SELECTOR_RULES: RuleTable = {
  ...Object.fromEntries([
    oneOf(['tags', 'id', 'name', 'alias', 'ssmParameter']),
    oneOf(['tags', 'id', 'instanceMatchCriteria']),
    oneOf(['tags', 'id', 'name']),
    oneOf(['tags', 'id']),
    alone('id', ['alias', 'tags', 'name', 'owner'], 'with a combination of other fields in amiSelectorTerms'),
    alone('alias', ['id', 'tags', 'name', 'owner'], 'with a combination of other fields in amiSelectorTerms'),
    alone(
      'id',
      ['tags', 'ownerID', 'instanceMatchCriteria'],
      'along with other fields in a capacity reservation selector term',
    ),
    alone('id', ['tags', 'name'], 'with a combination of other fields in a security group selector term'),
    alone('name', ['tags', 'id'], 'with a combination of other fields in a security group selector term'),
    alone('id', ['tags'], 'with a combination of other fields in a subnet selector term'),
  ]),
  "'alias' is mutually exclusive, cannot be set with a combination of other amiSelectorTerms": {
    help: 'Keep the term with alias as the only one, or select all AMIs by id, name or tags',
    at: itemWhere((term) => term.alias !== undefined, 'alias'),
  },
  'securityGroupSelectorTerms cannot be empty': {
    help: 'Add a term, such as { tags: { karpenter.sh/discovery: my-cluster } }',
  },
  'subnetSelectorTerms cannot be empty': {
    help: 'Add a term, such as { tags: { karpenter.sh/discovery: my-cluster } }',
  },
  "expected at least one, got none, ['name', 'id']": { help: 'Set name or id of the placement group' },
  "'name' and 'id' are mutually exclusive": {
    help: 'Remove name or id: one of the two selects the placement group',
    at: () => ['name'],
  },
};
