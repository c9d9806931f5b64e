import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type ArgoCd, startArgoCd } from './argocd.ts';
import type { Built } from './build.ts';
import { type Cluster, type ControlPlane, installCrds, startCluster, startEtcd } from './cluster.ts';
import { startControllerManager } from './controller-manager.ts';
import { crdFolder } from './crds.ts';
import { type Flux, kustomizationText, startFlux } from './flux.ts';
import { type FluxParts, NAMESPACE } from './flux-controllers.ts';
import { createPorts } from './ports.ts';
import type { Processes } from './processes.ts';
import { findRedis } from './redis.ts';
import { createRepository, type FleetEdit, type FleetRepository } from './repository.ts';
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
  /** The project's own fleet. */
  repository: FleetRepository;
  /** Makes and pushes another fleet, of this project's fleet.yaml with an edit. */
  createFleet(name: string, edit: FleetEdit): Promise<FleetRepository>;
  fluxParts(): Promise<FluxParts>;
  /** Flux in every cluster, started by the first suite that needs it. */
  flux(): Promise<Flux[]>;
  fluxIfStarted(): Promise<Flux[]> | undefined;
  /** Argo CD in the cluster `empty`, with access to the others, started by the first suite that needs it. */
  argocd(): Promise<ArgoCd>;
  argocdIfStarted(): Promise<ArgoCd> | undefined;
  /** Has the garbage of some clusters collected from now on; their CRDs are installed before. */
  collectGarbage(...clusters: Cluster[]): Promise<void>;
  /** How many clusters the suites of scale have. */
  size: number;
  /** Tables of what was measured, as Markdown, by what it was measured of. */
  figures: Map<string, string>;
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
  size: number,
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
  const createFleet = startGitServer(plane, path('gitsrv'), karpenterRelease(built));
  const repository = await createProjectFleet(createFleet);
  let flux: Promise<Flux[]> | undefined;
  const fluxParts = async (): Promise<FluxParts> => ({
    programs: { source: path('source-controller'), kustomize: path('kustomize-controller') },
    crds: [await crdFolder('source', built, cache), await crdFolder('kustomize', built, cache)],
  });
  const startAll = async (): Promise<Flux[]> => {
    const all: Flux[] = [];
    for (const one of clusters) {
      const started = await startFlux(plane, one, await fluxParts());
      await started.bootstrap(repository.url, `./clusters/${one.name}`);
      const sourceRef = { kind: 'GitRepository', name: NAMESPACE };
      await one.apply(kustomizationText('karpenter', './platform/karpenter', { sourceRef }));
      all.push(started);
    }
    return all;
  };
  const collected = new Map<string, Promise<void>>();
  const collectGarbage: World['collectGarbage'] = async (...some) => {
    for (const one of some) {
      const started =
        collected.get(one.name) ?? startControllerManager(plane, path('kube-controller-manager'), one);
      collected.set(one.name, started);
      await started;
    }
  };
  let argocd: Promise<ArgoCd> | undefined;
  const startHub = async (): Promise<ArgoCd> => {
    const started = await startArgoCd(plane, empty, {
      programs: { argocd: path('argocd'), kustomize: path('kustomize') },
      redis: await findRedis(cache, say),
      crds: await crdFolder('argocd', built, cache),
      clusters,
    });
    // Argo CD deletes in the foreground, and the collector ends that.
    await collectGarbage(empty, ...clusters);
    return started;
  };
  return {
    plane,
    built,
    cache,
    logs,
    etcd,
    empty,
    clusters,
    repository,
    createFleet,
    fluxParts,
    size,
    figures: new Map(),
    say,
    flux: () => {
      flux ??= startAll();
      return flux;
    },
    fluxIfStarted: () => flux,
    argocd: () => {
      argocd ??= startHub();
      return argocd;
    },
    argocdIfStarted: () => argocd,
    collectGarbage,
  };
}

/** The minor release of Karpenter whose CRDs the clusters have, as a fleet names it. */
function karpenterRelease(built: Map<string, Built>): string {
  const version = built.get(KARPENTER_PROVIDER.name)?.version ?? '';
  return version.replace(/^v(\d+\.\d+)\..*$/, '$1');
}

/** Starts the server of the repositories; gives what makes one, of a fleet for a release of Karpenter. */
function startGitServer(plane: ControlPlane, gitsrv: string, karpenter: string): World['createFleet'] {
  const served = join(plane.folder, 'git');
  mkdirSync(served, { recursive: true });
  const address = `127.0.0.1:${plane.port()}`;
  plane.processes.start('gitsrv', gitsrv, ['-addr', address, '-root', served]);
  return async (name, edit) => {
    const bare = join(served, `${name}.git`);
    return createRepository(join(plane.folder, name), bare, `http://${address}/${name}.git`, (fleet, url) => {
      fleet.setIn(['spec', 'karpenter'], karpenter);
      edit(fleet, url);
    });
  };
}

/**
 * The project's own fleet; Argo CD finds it where this machine serves it, and production is protected. The platform, which the
 * fleet depends on and which would install Karpenter, has a ConfigMap only.
 */
async function createProjectFleet(createFleet: World['createFleet']): Promise<FleetRepository> {
  const repository = await createFleet('fleet', (fleet, url) => {
    fleet.setIn(['spec', 'delivery', 'argocd', 'repoURL'], url);
    fleet.setIn(['spec', 'environments', 'prod', 'protect'], true);
  });
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
