import { createServer, type Server } from 'node:net';
import type { Cluster, ControlPlane } from './cluster.ts';
import { type Flux, fluxOf, installFlux } from './flux.ts';
import {
  type FluxParts,
  NAMESPACE,
  startKustomizeController,
  startSourceController,
} from './flux-controllers.ts';
import type { Running } from './processes.ts';

/** Flux in one cluster that applies to others: the controllers without a shard, and one kustomize-controller for each shard. */
export interface Hub {
  flux: Flux;
  /** Starts the kustomize-controller of a shard. */
  startShard(shard: number): void;
  stopShard(shard: number): Promise<void>;
  /** Puts the Secret by which the hub reaches a cluster, under the name that Cluster API gives it. */
  putKubeConfig(name: string, cluster: Pick<Cluster, 'url' | 'token' | 'certificate'>): Promise<void>;
}

/** The flag of docs/flux.md by which a controller takes the Kustomizations of one shard, or those of none. */
const selector = (requirement: string) => `--watch-label-selector=${requirement}`;

export async function startHub(plane: ControlPlane, cluster: Cluster, parts: FluxParts): Promise<Hub> {
  await installFlux(cluster, parts);
  const { source, kustomize } = parts.programs;
  const controllers = [
    startSourceController(plane, cluster, source),
    startKustomizeController(plane, cluster, kustomize, '', [selector('!sharding.fluxcd.io/key')]),
  ];
  const shards = new Map<number, Running>();
  return {
    flux: fluxOf(cluster, controllers),
    startShard: (shard) => {
      const flags = [selector(`sharding.fluxcd.io/key=shard${shard}`)];
      const started = startKustomizeController(plane, cluster, kustomize, `-shard${shard}`, flags);
      shards.set(shard, started);
      controllers.push(started);
    },
    stopShard: async (shard) => {
      const running = shards.get(shard);
      if (running === undefined) throw new Error(`shard ${shard} does not run`);
      controllers.splice(controllers.indexOf(running), 1);
      await running.stop();
    },
    putKubeConfig: (name, to) => cluster.apply(kubeConfigSecret(name, to)),
  };
}

/** The Secret by which a hub reaches a cluster, under the name that Cluster API gives it. */
export function kubeConfigSecret(
  name: string,
  { url, token, certificate }: Pick<Cluster, 'url' | 'token' | 'certificate'>,
): string {
  const value = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name,
        cluster: {
          server: url,
          'certificate-authority-data': Buffer.from(certificate).toString('base64'),
        },
      },
    ],
    users: [{ name, user: { token } }],
    contexts: [{ name, context: { cluster: name, user: name } }],
    'current-context': name,
  };
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: `${name}-kubeconfig`, namespace: NAMESPACE },
    stringData: { value: JSON.stringify(value) },
  });
}

/** An API server that takes connections and says nothing, as one behind a broken network does. */
export async function startSilentServer(port: number): Promise<Server> {
  const server = createServer(() => undefined);
  server.unref();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return server;
}
