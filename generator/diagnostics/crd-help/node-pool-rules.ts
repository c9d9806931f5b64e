import type { RuleHelp, RuleTable } from './rule.ts';
import { fieldsOf, has, itemsOf, itemWhere, keyWhere, type Steps } from './select.ts';

type Requirement = Readonly<Record<string, unknown>>;

function valuesOf({ values }: Requirement): unknown[] {
  return itemsOf(values);
}

function comparison(operators: string): [message: string, help: RuleHelp] {
  return [
    `requirements operator ${operators} must have a single positive integer value`,
    {
      help: 'Give the requirement one whole number in quotes, such as values: ["4"]',
      at: itemWhere(
        (one) =>
          /^[GL]te?$/.test(String(one.operator)) &&
          (valuesOf(one).length !== 1 || !/^\d+$/.test(String(valuesOf(one)[0]))),
        'values',
      ),
    },
  ];
}

function needsValues(operator: string): [message: string, help: RuleHelp] {
  return [
    `requirements with operator '${operator}' must have a value defined`,
    {
      help: `Give the requirement values, or use ${operator === 'In' ? 'operator: Exists' : 'operator: DoesNotExist'} without values`,
      at: itemWhere((one) => one.operator === operator && valuesOf(one).length === 0),
    },
  ];
}

/** A rule about a requirement's key, or about the keys of labels. */
function restricted(
  what: string,
  matches: (key: string) => boolean,
  help: string,
): [message: string, help: RuleHelp] {
  const find = keyWhere(matches);
  return [
    `label ${what} is restricted`,
    { help, at: (value): Steps => (typeof value === 'string' ? [] : find(value)) },
  ];
}

function inDomain(domain: string): (key: string) => boolean {
  return (key) => key.split('/')[0]?.endsWith(domain) === true && key.includes('/');
}

function immutable(field: string): [message: string, help: RuleHelp] {
  return [
    `nodeClassRef.${field} is immutable`,
    {
      help: `Keep the old ${field}: declare a pool of another name for the new one, then remove this pool`,
      at: () => [field],
    },
  ];
}

function notEmpty(field: string, example: string): [message: string, help: RuleHelp] {
  return [`${field} may not be empty`, { help: `Set ${field} to ${example}` }];
}

/** Rules of NodePool, NodeClaim and NodeOverlay. */
export const NODE_POOL_RULES: RuleTable = {
  ...Object.fromEntries([
    comparison("'Gt' or 'Lt'"),
    comparison("'Gt', 'Lt', 'Gte' or 'Lte'"),
    comparison("'Gt', 'Lt', 'Gte', or 'Lte'"),
    needsValues('In'),
    needsValues('NotIn'),
    restricted(
      '"kubernetes.io/hostname"',
      (key) => key === 'kubernetes.io/hostname',
      'Remove it: every node has its own hostname, which is not known before it is launched',
    ),
    restricted(
      '"karpenter.sh/nodepool"',
      (key) => key === 'karpenter.sh/nodepool',
      'Remove it: Karpenter sets the label to the name of the pool',
    ),
    restricted(
      'domain "karpenter.sh"',
      (key) => inDomain('karpenter.sh')(key) && !/^karpenter\.sh\/(capacity-type|nodepool)$/.test(key),
      'Use karpenter.sh/capacity-type, or a label under a domain of your own, such as example.com/team',
    ),
    restricted(
      'domain "karpenter.k8s.aws"',
      (key) => inDomain('karpenter.k8s.aws')(key) && !/\/(instance|capacity-reservation)-/.test(key),
      'Use one of Karpenter’s instance labels, such as karpenter.k8s.aws/instance-family, or a label under a domain of your own',
    ),
    restricted(
      'domain "kubernetes.io"',
      (key) =>
        inDomain('kubernetes.io')(key) &&
        !inDomain('node.kubernetes.io')(key) &&
        !inDomain('node-restriction.kubernetes.io')(key) &&
        !/^(topology\.)?kubernetes\.io\/(arch|os|zone|region)$/.test(key),
      'Use a well-known label, such as topology.kubernetes.io/zone, one under node-restriction.kubernetes.io, or a domain of your own',
    ),
    restricted(
      'domain "k8s.io"',
      (key) => inDomain('k8s.io')(key) && !inDomain('kops.k8s.io')(key),
      'Use a label under a domain of your own, such as example.com/team',
    ),
    immutable('group'),
    immutable('kind'),
    notEmpty('group', 'karpenter.k8s.aws'),
    notEmpty('kind', 'EC2NodeClass'),
    notEmpty('name', 'the name of the EC2NodeClass'),
  ]),
  "requirements with 'minValues' must have at least that many values specified in the 'values' field": {
    help: 'Lower minValues to the number of values, or add values',
    at: itemWhere(
      (one) => one.operator === 'In' && Number(one.minValues ?? 0) > valuesOf(one).length,
      'minValues',
    ),
  },
  'Cannot transition NodePool between static (replicas set) and dynamic (replicas unset) provisioning modes':
    {
      help: 'Undo the change of replicas: declare a pool of another name, then remove this one',
      at: () => ['replicas'],
    },
  "only 'limits.nodes' is supported on static NodePools": {
    help: 'Keep only nodes under limits, or remove replicas',
    at: (spec) => {
      const other = Object.keys(fieldsOf(fieldsOf(spec).limits)).find((name) => name !== 'nodes');
      return other === undefined ? ['limits'] : ['limits', other];
    },
  },
  "'weight' is not supported on static NodePools": {
    help: 'Remove weight, or remove replicas',
    at: () => ['weight'],
  },
  "'schedule' must be set with 'duration'": {
    help: (budgets) =>
      itemsOf(budgets).some((one) => has(one, 'schedule') && !has(one, 'duration'))
        ? 'Add a duration, such as 8h: how long the budget is active from each start of the schedule'
        : 'Add a schedule, such as "0 9 * * 1-5", or remove duration',
    at: (budgets) => {
      const find = (field: string, other: string): Steps =>
        itemWhere((one) => one[field] !== undefined && one[other] === undefined, field)(budgets);
      const schedule = find('schedule', 'duration');
      return schedule.length > 0 ? schedule : find('duration', 'schedule');
    },
  },
  'spec is immutable': {
    help: 'Delete the NodeClaim: Karpenter launches a new one. Change the NodePool instead',
  },
  "cannot set both 'price' and 'priceAdjustment'": {
    help: 'Remove price or priceAdjustment',
    at: () => ['priceAdjustment'],
  },
  'invalid resource restricted': {
    help: 'Remove cpu, memory, ephemeral-storage and pods: an overlay adds only other resources, such as smarter-devices/fuse',
    at: keyWhere((key) => /^(cpu|memory|ephemeral-storage|pods)$/.test(key)),
  },
};
