import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Cluster, ControlPlane } from './cluster.ts';
import type { Running } from './processes.ts';

/** Where Flux is installed. */
export const NAMESPACE = 'flux-system';

/** What docs/flux.md has Flux before 2.9 run with; later ones have it on by default. */
const STRICT_SUBSTITUTION = '--feature-gates=StrictPostBuildSubstitutions=true';

/** The programs of Flux, and the folders of their CRDs. */
export interface FluxParts {
  programs: { source: string; kustomize: string };
  crds: readonly string[];
}

/** Starts source-controller for a cluster, which serves artifacts on the loopback interface. */
export function startSourceController(plane: ControlPlane, cluster: Cluster, program: string): Running {
  const storage = join(homeOf(plane, cluster), 'storage');
  mkdirSync(storage, { recursive: true });
  const artifacts = addressOf(plane);
  return plane.processes.start(
    `source-controller-${cluster.name}`,
    program,
    [
      ...common(plane),
      ...[`--storage-path=${storage}`, `--storage-addr=${artifacts}`, `--storage-adv-addr=${artifacts}`],
    ],
    environment(plane, cluster),
  );
}

/**
 * Starts a kustomize-controller for a cluster.
 * @param shard what it is called among several in one cluster
 * @param flags further ones
 */
export function startKustomizeController(
  plane: ControlPlane,
  cluster: Cluster,
  program: string,
  shard = '',
  flags: readonly string[] = [],
): Running {
  return plane.processes.start(
    `kustomize-controller-${cluster.name}${shard}`,
    program,
    [...common(plane), '--requeue-dependency=2s', STRICT_SUBSTITUTION, ...flags],
    environment(plane, cluster),
  );
}

function homeOf({ folder }: ControlPlane, { name }: Cluster): string {
  const home = join(folder, name, 'flux');
  mkdirSync(home, { recursive: true });
  return home;
}

function environment(plane: ControlPlane, cluster: Cluster): Record<string, string> {
  return { KUBECONFIG: cluster.kubeconfig, TMPDIR: homeOf(plane, cluster), RUNTIME_NAMESPACE: NAMESPACE };
}

function addressOf({ port }: ControlPlane): string {
  return `127.0.0.1:${port()}`;
}

function common(plane: ControlPlane): string[] {
  const addresses = [`--metrics-addr=${addressOf(plane)}`, `--health-addr=${addressOf(plane)}`];
  return [...addresses, '--log-encoding=console', '--events-addr='];
}
