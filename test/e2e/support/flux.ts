import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Cluster, type ControlPlane, installCrds } from './cluster.ts';
import { type Condition, conditionOf, type KubeObject } from './objects.ts';
import type { Running } from './processes.ts';
import { waitFor } from './wait.ts';

/** Flux in one cluster: its two controllers, and what `flux bootstrap --path=clusters/NAME` leaves there. */
export interface Flux {
  cluster: Cluster;
  /** Has Flux look at the repository now. */
  poke(): Promise<void>;
  /** Waits until Flux has fetched a commit. */
  fetched(commit: string): Promise<void>;
  kustomization(name: string): Promise<KubeObject | undefined>;
  /** Waits until Flux has said of a Kustomization, as it is now, whether it is Ready. */
  verdict(name: string): Promise<Condition>;
  stop(): Promise<void>;
}

export interface FluxOptions {
  programs: { source: string; kustomize: string };
  /** Folders of the CRDs of both controllers. */
  crds: readonly string[];
  repository: string;
}

export const NAMESPACE = 'flux-system';

/** Starts Flux in a cluster and points it to `./clusters/<its name>` of the repository. */
export async function startFlux(plane: ControlPlane, cluster: Cluster, options: FluxOptions): Promise<Flux> {
  await installCrds(cluster, ...options.crds);
  await cluster.kubectl('create', 'namespace', NAMESPACE);
  const controllers = startControllers(plane, cluster, options.programs);
  await cluster.apply(bootstrap(cluster.name, options.repository));
  return {
    cluster,
    poke: async () => {
      const now = `reconcile.fluxcd.io/requestedAt=${Date.now()}`;
      await cluster.kubectl('annotate', '--overwrite', '-n', NAMESPACE, 'gitrepository/flux-system', now);
    },
    fetched: async (commit) => {
      await waitFor(`Flux to fetch ${commit}`, async () => {
        const [source] = await cluster.get('gitrepository', NAMESPACE);
        return (source?.status?.artifact as { revision?: string } | undefined)?.revision?.endsWith(commit);
      });
    },
    kustomization: async (name) =>
      (await cluster.get('kustomization', NAMESPACE)).find(({ metadata }) => metadata.name === name),
    verdict: (name) =>
      waitFor(
        `Flux to reconcile ${name} in ${cluster.name}`,
        async () => {
          for (const controller of controllers) controller.mustRun();
          return verdictOf(await cluster.get('kustomization', NAMESPACE), name);
        },
        180,
      ),
    stop: async () => {
      for (const controller of controllers) await controller.stop();
    },
  };
}

/** Ready or not; nothing as long as Flux is at work, or waits for another Kustomization. */
export function verdictOf(kustomizations: readonly KubeObject[], name: string): Condition | undefined {
  const one = kustomizations.find(({ metadata }) => metadata.name === name);
  const ready = conditionOf(one, 'Ready');
  const open = ['Progressing', 'DependencyNotReady'];
  return ready === undefined || ready.status === 'Unknown' || open.includes(ready.reason) ? undefined : ready;
}

function startControllers(
  { processes, port, folder }: ControlPlane,
  cluster: Cluster,
  programs: FluxOptions['programs'],
): Running[] {
  const home = join(folder, cluster.name, 'flux');
  const storage = join(home, 'storage');
  mkdirSync(storage, { recursive: true });
  const env = { KUBECONFIG: cluster.kubeconfig, TMPDIR: home, RUNTIME_NAMESPACE: NAMESPACE };
  const address = () => `127.0.0.1:${port()}`;
  const common = () => [
    ...[`--metrics-addr=${address()}`, `--health-addr=${address()}`],
    ...['--log-encoding=console', '--events-addr='],
  ];
  const artifacts = address();
  return [
    processes.start(
      `source-controller-${cluster.name}`,
      programs.source,
      [
        ...common(),
        ...[`--storage-path=${storage}`, `--storage-addr=${artifacts}`, `--storage-adv-addr=${artifacts}`],
      ],
      env,
    ),
    processes.start(
      `kustomize-controller-${cluster.name}`,
      programs.kustomize,
      [...common(), '--requeue-dependency=2s', '--concurrent=8'],
      env,
    ),
  ];
}

/** The Kustomization `karpenter`, which the fleet's own depends on, is the platform's; here it has a ConfigMap only. */
function bootstrap(cluster: string, url: string): string {
  const sourceRef = { kind: 'GitRepository', name: 'flux-system' };
  const kustomization = (name: string, path: string) => ({
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { name, namespace: NAMESPACE },
    spec: { interval: '10m', retryInterval: '5s', path, prune: true, sourceRef },
  });
  return [
    {
      apiVersion: 'source.toolkit.fluxcd.io/v1',
      kind: 'GitRepository',
      metadata: { name: 'flux-system', namespace: NAMESPACE },
      spec: { interval: '10m', timeout: '30s', url, ref: { branch: 'main' } },
    },
    kustomization('karpenter', './platform/karpenter'),
    kustomization('flux-system', `./clusters/${cluster}`),
  ]
    .map((object) => JSON.stringify(object))
    .join('\n---\n');
}
