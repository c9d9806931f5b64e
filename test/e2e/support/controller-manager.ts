import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Cluster, ControlPlane } from './cluster.ts';
import { waitFor } from './wait.ts';

/** What of kube-controller-manager runs: none of these needs nodes or accounts. */
const CONTROLLERS = ['garbage-collector-controller', 'namespace-controller'];

/**
 * Starts kube-controller-manager for a cluster and waits until its garbage collector works. It looks for new kinds of objects every 30
 * seconds, so install the CRDs of a suite first.
 */
export async function startControllerManager(
  { processes, port, folder }: ControlPlane,
  program: string,
  cluster: Cluster,
): Promise<void> {
  const certificates = join(folder, cluster.name, 'controller-manager');
  mkdirSync(certificates, { recursive: true });
  const running = processes.start(`kube-controller-manager-${cluster.name}`, program, [
    ...[`--kubeconfig=${cluster.kubeconfig}`, `--controllers=${CONTROLLERS.join(',')}`],
    ...['--leader-elect=false', '--bind-address=127.0.0.1', `--secure-port=${port()}`],
    `--cert-dir=${certificates}`,
  ]);
  const probe = ['configmap', 'garbage-probe', '-n', 'default'];
  await cluster.kubectl('create', ...probe);
  await cluster.kubectl('delete', ...probe, '--cascade=foreground', '--wait=false');
  await waitFor(`the garbage collector of ${cluster.name}`, async () => {
    running.mustRun();
    return (await cluster.kubectl('get', ...probe, '--ignore-not-found')) === '';
  });
}
