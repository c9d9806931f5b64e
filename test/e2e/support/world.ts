import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Built } from './build.ts';
import { type Cluster, type ControlPlane, installCrds, startCluster, startEtcd } from './cluster.ts';
import { startControllerManager } from './controller-manager.ts';
import { crdFolder } from './crds.ts';
import { type Flux, startFlux } from './flux.ts';
import { createPorts } from './ports.ts';
import type { Processes } from './processes.ts';
import { createRepository, type FleetRepository } from './repository.ts';
import { KARPENTER_PROVIDER } from './servers.ts';

/** The clusters of the fleet that are played, by their environments: two of one, and one of another. */
export const CLUSTERS = ['eks-workshop-dev', 'eks-workshop-prod-us-west-2', 'eks-workshop-prod-eu-west-1'];

/** Everything that the suites have in common. */
export interface World {
  plane: ControlPlane;
  built: Map<string, Built>;
  cache: string;
  /** The folder of what the servers print, by their names. */
  logs: string;
  /** The URL of the etcd that all clusters share. */
  etcd: string;
  /** Has Karpenter's CRDs and never an object of theirs: it says how objects are defaulted, and takes dry runs. */
  empty: Cluster;
  clusters: Cluster[];
  repository: FleetRepository;
  /** Flux in every cluster, started by the first suite that needs it. */
  flux(): Promise<Flux[]>;
  fluxIfStarted(): Promise<Flux[]> | undefined;
  /** Has the garbage of some clusters collected from now on; their CRDs are installed before. */
  collectGarbage(...clusters: Cluster[]): Promise<void>;
  say(line: string): void;
}

const FIRST_PORT = 21000;

/** Starts the API servers and the repository. */
export async function createWorld(
  built: Map<string, Built>,
  cache: string,
  logs: string,
  folder: string,
  processes: Processes,
  say: (line: string) => void,
): Promise<World> {
  const path = (name: string) => built.get(name)?.path ?? '';
  const plane: ControlPlane = {
    processes,
    port: createPorts(FIRST_PORT),
    programs: { etcd: path('etcd'), apiserver: path('kube-apiserver'), kubectl: path('kubectl') },
    folder,
  };
  const etcd = await startEtcd(plane);
  const crds = await crdFolder('karpenter', built, cache);
  const cluster = async (name: string) => {
    const one = await startCluster(plane, name, etcd);
    await installCrds(one, crds);
    say(`  ${name} is ready`);
    return one;
  };
  const empty = await cluster('empty');
  const clusters: Cluster[] = [];
  for (const name of CLUSTERS) clusters.push(await cluster(name));
  const repository = await startRepository(plane, path('gitsrv'), karpenterRelease(built));
  let flux: Promise<Flux[]> | undefined;
  const startAll = async (): Promise<Flux[]> => {
    const options = {
      programs: { source: path('source-controller'), kustomize: path('kustomize-controller') },
      crds: [await crdFolder('source', built, cache), await crdFolder('kustomize', built, cache)],
      repository: repository.url,
    };
    const all: Flux[] = [];
    for (const one of clusters) all.push(await startFlux(plane, one, options));
    return all;
  };
  const collected = new Map<string, Promise<void>>();
  return {
    plane,
    built,
    cache,
    logs,
    etcd,
    empty,
    clusters,
    repository,
    say,
    flux: () => {
      flux ??= startAll();
      return flux;
    },
    fluxIfStarted: () => flux,
    collectGarbage: async (...some) => {
      for (const one of some) {
        const started =
          collected.get(one.name) ?? startControllerManager(plane, path('kube-controller-manager'), one);
        collected.set(one.name, started);
        await started;
      }
    },
  };
}

/** The minor release of Karpenter whose CRDs the clusters have, as a fleet names it. */
function karpenterRelease(built: Map<string, Built>): string {
  const version = built.get(KARPENTER_PROVIDER.name)?.version ?? '';
  return version.replace(/^v(\d+\.\d+)\..*$/, '$1');
}

/** The project's own fleet; Argo CD finds it where this machine serves it, and production is protected. */
async function startRepository(
  plane: ControlPlane,
  gitsrv: string,
  karpenter: string,
): Promise<FleetRepository> {
  const served = join(plane.folder, 'git');
  mkdirSync(served, { recursive: true });
  const address = `127.0.0.1:${plane.port()}`;
  plane.processes.start('gitsrv', gitsrv, ['-addr', address, '-root', served]);
  const url = `http://${address}/fleet.git`;
  const repository = await createRepository(
    join(plane.folder, 'fleet'),
    join(served, 'fleet.git'),
    url,
    (fleet) => {
      fleet.setIn(['spec', 'karpenter'], karpenter);
      fleet.setIn(['spec', 'delivery', 'argocd', 'repoURL'], url);
      fleet.setIn(['spec', 'environments', 'prod', 'protect'], true);
    },
  );
  const configMap = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'karpenter', namespace: 'default' },
  };
  await repository.put('Have a platform', {
    'platform/karpenter/karpenter.yaml': `${JSON.stringify(configMap)}\n`,
  });
  return repository;
}

/** The environment of one of the clusters. */
export function environmentOf(cluster: string): string {
  return cluster.split('-')[2] ?? '';
}
