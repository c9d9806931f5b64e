/** Types of Karpenter's KWOK provider with 2 cpus each. */
const TYPES = [
  'c-2x-amd64-linux',
  's-2x-amd64-linux',
  'm-2x-amd64-linux',
  'c-2x-arm64-linux',
  's-2x-arm64-linux',
];

/** A pool as `fleet.yaml` declares it, as far as the cases change it. */
export interface DeclaredPool {
  template: {
    metadata: { labels: Record<string, string>; annotations?: Record<string, string> };
    spec: {
      requirements: { key: string; operator: string; values?: string[]; minValues?: number }[];
      [field: string]: unknown;
    };
  };
  disruption: { budgets?: Budget[]; [field: string]: unknown };
  limits?: Record<string, string | number>;
  weight?: number;
  replicas?: number;
}

type Budget = Record<string, string | string[]>;

/** A pool with running nodes, and what changes about it. */
export interface PoolCase {
  /** The pool's name, which says what changes and under which budgets. */
  name: string;
  nodes: number;
  pool: DeclaredPool;
  change: ((pool: DeclaredPool) => void) | 'remove' | 'rename';
  /** A pod each, with its request of cpu and the type that it wants; without it there is a pod for each of the pool's types. */
  pods?: { cpu: string; type?: string }[];
  /** Pods take some seconds to end, so that drains overlap. */
  slowPods?: boolean;
  /** What protects the pods; the fleet has them among its workloads then. */
  protection?: 'do-not-disrupt' | 'PodDisruptionBudget';
}

/** The changes that are tried. `now`, milliseconds since 1970, is needed for a window that is closed. */
export function poolCases(now: number): PoolCase[] {
  return [...rolls(now), ...partial(), ...protectedPods(), ...stalls(), ...quiet(), ...removals()];
}

function rolls(now: number): PoolCase[] {
  const far = new Date(now + 12 * 3_600_000);
  const closed = {
    nodes: '0',
    schedule: `${far.getUTCMinutes()} ${far.getUTCHours()} * * *`,
    duration: '1h',
  };
  const all = [{ nodes: '100%' }];
  return [
    { name: 'label-default-budget', nodes: 3, pool: pool(3), change: label },
    { name: 'label-one-at-a-time', nodes: 3, pool: pool(3, [{ nodes: '1' }]), change: label },
    { name: 'label-two-at-a-time', nodes: 4, pool: pool(4, [{ nodes: '2' }]), change: label, slowPods: true },
    { name: 'label-half', nodes: 4, pool: pool(4, [{ nodes: '50%' }]), change: label },
    { name: 'label-all', nodes: 4, pool: pool(4, all), change: label, slowPods: true },
    { name: 'label-no-budgets', nodes: 4, pool: pool(4, []), change: label, slowPods: true },
    { name: 'label-outside-window', nodes: 4, pool: pool(4, [closed]), change: label, slowPods: true },
    {
      name: 'label-budget-of-empty',
      nodes: 3,
      pool: pool(3, [{ nodes: '0', reasons: ['Empty'] }]),
      change: label,
      slowPods: true,
    },
    {
      name: 'label-limits-at-usage',
      nodes: 3,
      pool: { ...pool(3, all), limits: { nodes: 3 } },
      change: label,
      slowPods: true,
    },
    {
      name: 'annotation',
      nodes: 2,
      pool: pool(2, all),
      change: ({ template }) => {
        template.metadata.annotations = { 'example.com/owner': 'b' };
      },
      slowPods: true,
    },
    {
      name: 'startup-taint',
      nodes: 2,
      pool: pool(2, all),
      change: setSpec('startupTaints', [{ key: 'startup/agent', effect: 'NoSchedule' }]),
      slowPods: true,
    },
    {
      name: 'expire-after',
      nodes: 2,
      pool: pool(2, all),
      change: setSpec('expireAfter', '700h'),
      slowPods: true,
    },
    {
      name: 'grace-period-added',
      nodes: 2,
      pool: pool(2, all),
      change: setSpec('terminationGracePeriod', '1h'),
      slowPods: true,
    },
    {
      name: 'static-with-headroom',
      nodes: 3,
      pool: { ...pool(1, all), replicas: 3, limits: { nodes: 4 } },
      change: label,
      pods: [],
    },
  ];
}

function partial(): PoolCase[] {
  const sizes = ['c-2x-amd64-linux', 'c-4x-amd64-linux'] as const;
  const two = pool(1, [{ nodes: '100%' }]);
  typesOf(two).values = [...sizes];
  return [
    {
      name: 'requirement-narrowed',
      nodes: 4,
      pool: two,
      pods: [{ cpu: '1', type: sizes[0] }, { cpu: '1', type: sizes[0] }, { cpu: '3' }, { cpu: '3' }],
      change: (pool) => {
        typesOf(pool).values = ['c-2x-amd64-linux', 'c-8x-amd64-linux'];
      },
    },
    {
      name: 'requirement-new-key',
      nodes: 2,
      pool: pool(2, [{ nodes: '100%' }]),
      change: require({ key: 'example.com/tier', operator: 'In', values: ['gold'] }),
      slowPods: true,
    },
  ];
}

function protectedPods(): PoolCase[] {
  const all = [{ nodes: '100%' }];
  const withGrace = pool(2, all);
  withGrace.template.spec.terminationGracePeriod = '20s';
  return [
    { name: 'do-not-disrupt', nodes: 2, pool: pool(2, all), change: label, protection: 'do-not-disrupt' },
    { name: 'blocking-pdb', nodes: 2, pool: pool(2, all), change: label, protection: 'PodDisruptionBudget' },
    {
      name: 'do-not-disrupt-with-grace',
      nodes: 2,
      pool: withGrace,
      change: label,
      protection: 'do-not-disrupt',
    },
  ];
}

function stalls(): PoolCase[] {
  return [
    { name: 'label-budget-zero', nodes: 2, pool: pool(2, [{ nodes: '0' }]), change: label },
    {
      name: 'label-closed-all-day',
      nodes: 2,
      pool: pool(2, [{ nodes: '0', schedule: '@daily', duration: '24h' }]),
      change: label,
    },
    {
      name: 'label-date-that-never-comes',
      nodes: 2,
      pool: pool(2, [{ nodes: '0', schedule: '0 9 30 2 *', duration: '1h' }]),
      change: label,
    },
    {
      name: 'label-limits-below-usage',
      nodes: 3,
      pool: pool(3, [{ nodes: '100%' }]),
      change: (pool) => {
        label(pool);
        pool.limits = { nodes: 2 };
      },
    },
    {
      name: 'static-without-headroom',
      nodes: 2,
      pool: { ...pool(1, [{ nodes: '100%' }]), replicas: 2, limits: { nodes: 2 } },
      change: label,
      pods: [],
    },
  ];
}

function quiet(): PoolCase[] {
  const change = (name: string, edit: (pool: DeclaredPool) => void): PoolCase => ({
    name,
    nodes: 1,
    pool: pool(1, [{ nodes: '100%' }]),
    change: edit,
  });
  return [
    change('weight', (pool) => {
      pool.weight = 50;
    }),
    change('limits-raised', (pool) => {
      pool.limits = { cpu: '2000' };
    }),
    change('budgets-changed', (pool) => {
      pool.disruption.budgets = [{ nodes: '1', reasons: ['Drifted'] }];
    }),
    change('consolidation-policy', (pool) => {
      pool.disruption.consolidationPolicy = 'WhenEmptyOrUnderutilized';
    }),
    change('requirement-widened', (pool) => {
      typesOf(pool).values = TYPES;
    }),
    change('requirement-min-values', (pool) => {
      typesOf(pool).minValues = 1;
    }),
    change('requirement-not-in', require({ key: 'example.com/tier', operator: 'NotIn', values: ['gold'] })),
    change('requirement-does-not-exist', require({ key: 'example.com/old', operator: 'DoesNotExist' })),
    change('requirement-order', ({ template }) => void template.spec.requirements.reverse()),
    change('same-duration', setSpec('expireAfter', '43200m')),
  ];
}

function removals(): PoolCase[] {
  return [
    { name: 'removed', nodes: 3, pool: pool(3, [{ nodes: '0' }]), change: 'remove' },
    { name: 'renamed', nodes: 2, pool: pool(2, [{ nodes: '0' }]), change: 'rename' },
  ];
}

function pool(types: number, budgets?: Budget[]): DeclaredPool {
  return {
    template: {
      metadata: { labels: { team: 'a' } },
      spec: {
        requirements: [
          { key: 'node.kubernetes.io/instance-type', operator: 'In', values: TYPES.slice(0, types) },
          { key: 'karpenter.sh/capacity-type', operator: 'In', values: ['on-demand'] },
        ],
        expireAfter: '720h',
      },
    },
    disruption: { consolidationPolicy: 'WhenEmpty', consolidateAfter: 'Never', ...(budgets && { budgets }) },
  };
}

/** The requirement of instance types. */
export function typesOf({ template }: DeclaredPool): { values?: string[]; minValues?: number } {
  return template.spec.requirements.find(({ key }) => key === 'node.kubernetes.io/instance-type') ?? {};
}

function label({ template }: DeclaredPool): void {
  template.metadata.labels.team = 'b';
}

function setSpec(field: string, value: unknown): (pool: DeclaredPool) => void {
  return ({ template }) => {
    template.spec[field] = value;
  };
}

function require(requirement: { key: string; operator: string; values?: string[] }) {
  return ({ template }: DeclaredPool) => void template.spec.requirements.push(requirement);
}
