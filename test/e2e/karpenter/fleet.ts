import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseAllDocuments, stringify } from 'yaml';
import { gitEnvironment } from '../../support/environment.ts';
import { runToSuccess } from '../../support/run.ts';
import { put } from '../../support/sandbox.ts';
import { poolwright } from '../support/command.ts';
import type { KubeObject } from '../support/objects.ts';
import type { DeclaredPool, PoolCase } from './cases.ts';
import { podsOf } from './pods.ts';

const CLUSTER = 'kwok-1';

/** What `poolwright plan --format json` says of one pool. */
export interface PlannedPool {
  pool: string;
  effect: string;
  stall?: string;
  causes: { effect: string; reason?: string; nodes?: string }[];
  mostAtOnce?: number;
  mostAtOnceSlow?: number;
  /** The schedule's own stall. */
  stalls?: { reason: string; left: number };
  holdups?: { workload: string; endedBy: string }[];
}

/** The pools of a fleet before and after the changes, as a cluster gets them, and what the command says of it. */
export interface PlannedFleet {
  before: KubeObject[];
  after: KubeObject[];
  plan: Map<string, PlannedPool>;
}

/** Commits a fleet with the pools of all cases, changes all of them in the work tree, and asks the command what that does. */
export async function planFleet(folder: string, cases: readonly PoolCase[]): Promise<PlannedFleet> {
  mkdirSync(folder, { recursive: true });
  const env = gitEnvironment(dirname(folder));
  const git = (...args: string[]) => runToSuccess('git', args, folder, { env });
  const command = async (...args: string[]): Promise<string> => {
    const { status, stdout, stderr } = await poolwright(args, folder, { env });
    if (status !== 0)
      throw new Error(`poolwright ${args.join(' ')} ended with ${status}: ${stdout}${stderr}`);
    return stdout;
  };
  const rendered = async () => poolsOf(await command('render', CLUSTER));
  await git('init', '-q', '-b', 'main');
  const pods = cases.filter(({ protection }) => protection !== undefined).flatMap(podsOf);
  put(folder, 'workloads/pods.yaml', pods.map((pod) => stringify(pod)).join('---\n'));
  put(folder, 'fleet.yaml', fleetText(new Map(cases.map(({ name, pool }) => [name, pool]))));
  await command('generate');
  await git('add', '-A');
  await git('commit', '-qm', 'Declare the fleet');
  const before = await rendered();
  put(folder, 'fleet.yaml', fleetText(changedPools(cases)));
  const counts = cases.flatMap(({ name, nodes }) => ['--nodes', `${name}=${nodes}`]);
  const plan = planOf(await command('plan', '--format', 'json', ...counts));
  await command('generate');
  return { before, after: await rendered(), plan };
}

function changedPools(cases: readonly PoolCase[]): Map<string, DeclaredPool> {
  const pools = new Map<string, DeclaredPool>();
  for (const { name, pool, change } of cases) {
    const changed = structuredClone(pool);
    if (typeof change === 'function') change(changed);
    if (change !== 'remove') pools.set(change === 'rename' ? `${name}-now` : name, changed);
  }
  return pools;
}

function fleetText(pools: ReadonlyMap<string, DeclaredPool>): string {
  const discovery = [{ tags: { discovery: '${CLUSTER}' } }];
  const nodeClass = {
    role: 'karpenter-node',
    amiSelectorTerms: [{ alias: 'al2023@v20250704' }],
    subnetSelectorTerms: discovery,
    securityGroupSelectorTerms: discovery,
  };
  return stringify({
    apiVersion: 'poolwright.dev/v1alpha1',
    kind: 'Fleet',
    metadata: { name: 'kwok' },
    spec: {
      karpenter: '1.15',
      variables: { CLUSTER: { description: 'Name of the cluster' } },
      workloads: ['workloads/*.yaml'],
      defaults: { nodeClass },
      pools: Object.fromEntries([...pools].map(([name, nodePool]) => [name, { nodePool }])),
      environments: { dev: { clusters: { [CLUSTER]: { variables: { CLUSTER } } } } },
    },
  });
}

/** The NodePools of a rendered cluster, with the node class of the KWOK provider. */
function poolsOf(yaml: string): KubeObject[] {
  const objects = parseAllDocuments(yaml).map((document) => document.toJS() as KubeObject | null);
  return objects.flatMap((object) => {
    if (object?.kind !== 'NodePool') return [];
    const { template } = object.spec as { template: { spec: Record<string, unknown> } };
    template.spec.nodeClassRef = { group: 'karpenter.kwok.sh', kind: 'KWOKNodeClass', name: 'default' };
    return [object];
  });
}

type Schedule = 'mostAtOnce' | 'mostAtOnceSlow' | 'stalls' | 'holdups';

interface PlanOutput {
  result: {
    plan: { entries: { change: Omit<PlannedPool, Schedule>; schedule?: Pick<PlannedPool, Schedule> }[] };
  };
}

function planOf(json: string): Map<string, PlannedPool> {
  const { result } = JSON.parse(json) as PlanOutput;
  return new Map(
    result.plan.entries.map(({ change, schedule }) => [change.pool, { ...schedule, ...change }]),
  );
}
