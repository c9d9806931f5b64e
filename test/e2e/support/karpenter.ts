import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Cluster, installCrds, startCluster } from './cluster.ts';
import { crdFolder } from './crds.ts';
import { waitFor } from './wait.ts';
import type { World } from './world.ts';

/** Starts a cluster with Karpenter's own controllers, whose KWOK provider makes nodes that a fake kubelet plays. */
export async function startKarpenter({ plane, etcd, built, cache, logs }: World): Promise<Cluster> {
  const cluster = await startCluster(plane, 'karpenter', etcd);
  await installCrds(cluster, await crdFolder('core', built, cache), await crdFolder('kwok', built, cache));
  const program = (name: string) => built.get(name)?.path ?? '';
  const controlPlane = plane.processes.start('control-plane', program('control-plane'), [
    `-kubeconfig=${cluster.kubeconfig}`,
  ]);
  const health = plane.port();
  const karpenter = plane.processes.start('karpenter', program('karpenter'), [], {
    KUBECONFIG: cluster.kubeconfig,
    DISABLE_LEADER_ELECTION: 'true',
    SYSTEM_NAMESPACE: 'kube-system',
    KARPENTER_SERVICE: 'karpenter',
    METRICS_PORT: String(plane.port()),
    HEALTH_PROBE_PORT: String(health),
    BATCH_IDLE_DURATION: '300ms',
    BATCH_MAX_DURATION: '3s',
    FEATURE_GATES: 'StaticCapacity=true',
  });
  await waitFor('Karpenter', async () => {
    karpenter.mustRun();
    return (await fetch(`http://127.0.0.1:${health}/readyz`)).ok;
  });
  await waitFor('the control plane', async () => {
    controlPlane.mustRun();
    return readFileSync(join(logs, 'control-plane.log'), 'utf8').includes('control plane is up');
  });
  return cluster;
}
