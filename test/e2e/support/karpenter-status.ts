import type { Cluster } from './cluster.ts';

/** What Karpenter would say of an object: its condition `Ready`, for a generation. */
export interface Report {
  kind: 'NodePool' | 'EC2NodeClass';
  name: string;
  status: 'True' | 'False' | 'Unknown';
  /** The present one by default; `none` leaves it out. */
  generation?: number | 'none';
}

/** Writes a condition `Ready` into the status of an object, as Karpenter does. */
export async function reportReady(
  cluster: Cluster,
  { kind, name, status, generation }: Report,
): Promise<void> {
  const present = await cluster.kubectl('get', kind, name, '-o', 'jsonpath={.metadata.generation}');
  const condition = {
    type: 'Ready',
    status,
    reason: status === 'True' ? 'Ready' : 'NotReady',
    message: '',
    lastTransitionTime: new Date().toISOString().replace(/\.\d+Z/, 'Z'),
    ...(generation === 'none' ? {} : { observedGeneration: generation ?? Number(present) }),
  };
  await cluster.kubectl(
    ...['patch', kind, name, '--subresource=status', '--type=merge'],
    ...['-p', JSON.stringify({ status: { conditions: [condition] } })],
  );
}
