import { type Cluster, type ControlPlane, installCrds } from './cluster.ts';
import {
  type FluxParts,
  NAMESPACE,
  startKustomizeController,
  startSourceController,
} from './flux-controllers.ts';
import { type Condition, conditionOf, type KubeObject } from './objects.ts';
import type { Running } from './processes.ts';
import { waitFor } from './wait.ts';

/** Flux in one cluster. */
export interface Flux {
  cluster: Cluster;
  /** What `flux bootstrap --path=PATH` leaves in a cluster: a GitRepository, and a Kustomization of a path. */
  bootstrap(url: string, path: string, name?: string): Promise<void>;
  /** Waits until Flux has fetched a commit. */
  fetched(commit: string): Promise<void>;
  kustomization(name: string): Promise<KubeObject | undefined>;
  /** Waits until Flux has said of a Kustomization, as it is now, whether it is Ready. */
  verdict(name: string): Promise<Condition>;
  /** Waits until a Kustomization is Ready with a commit, or with an artifact of that digest. */
  appliedRevision(name: string, revision: string): Promise<void>;
  stop(): Promise<void>;
}

/** Starts Flux in a cluster: source-controller and one kustomize-controller. */
export async function startFlux(plane: ControlPlane, cluster: Cluster, parts: FluxParts): Promise<Flux> {
  await installFlux(cluster, parts);
  return fluxOf(cluster, [
    startSourceController(plane, cluster, parts.programs.source),
    startKustomizeController(plane, cluster, parts.programs.kustomize, '', ['--concurrent=8']),
  ]);
}

export async function installFlux(cluster: Cluster, { crds }: FluxParts): Promise<void> {
  await installCrds(cluster, ...crds);
  await cluster.kubectl('create', 'namespace', NAMESPACE);
}

/** Flux in a cluster by its running controllers; those that are added to the list later count, too. */
export function fluxOf(cluster: Cluster, controllers: readonly Running[]): Flux {
  const mustRun = (): void => {
    for (const controller of controllers) controller.mustRun();
  };
  const kustomization = async (name: string) =>
    (await cluster.get('kustomization', NAMESPACE)).find(({ metadata }) => metadata.name === name);
  return {
    cluster,
    bootstrap: async (url, path, name = NAMESPACE) => {
      const sourceRef = { kind: 'GitRepository', name };
      await cluster.apply(
        `${JSON.stringify(gitRepository(name, url))}\n---\n${kustomizationText(name, path, { sourceRef })}`,
      );
    },
    fetched: async (commit) => {
      await waitFor(`Flux to fetch ${commit}`, async () => {
        const sources = await cluster.get('gitrepository', NAMESPACE);
        const source = sources.find(({ metadata }) => metadata.name === NAMESPACE);
        return (source?.status?.artifact as { revision?: string } | undefined)?.revision?.endsWith(commit);
      });
    },
    kustomization,
    verdict: (name) =>
      waitFor(
        `Flux to reconcile ${name} in ${cluster.name}`,
        async () => {
          mustRun();
          return verdictOf(await cluster.get('kustomization', NAMESPACE), name);
        },
        180,
      ),
    appliedRevision: async (name, revision) => {
      await waitFor(`${name} in ${cluster.name} to apply ${revision}`, async () => {
        mustRun();
        const found = await kustomization(name);
        if (isAppliedAt(found, revision)) return true;
        throw new Error(`its conditions are ${JSON.stringify(found?.status?.conditions)}`);
      });
    },
    stop: async () => {
      for (const controller of controllers) await controller.stop();
    },
  };
}

/** Whether a Kustomization is Ready as it is now, with a revision. */
export function isAppliedAt(kustomization: KubeObject | undefined, revision: string): boolean {
  const ready = conditionOf(kustomization, 'Ready');
  return (
    ready?.status === 'True' &&
    ready.observedGeneration === kustomization?.metadata.generation &&
    String(kustomization?.status?.lastAppliedRevision).endsWith(revision)
  );
}

/** Ready or not; nothing as long as Flux is at work, or waits for another Kustomization. */
export function verdictOf(kustomizations: readonly KubeObject[], name: string): Condition | undefined {
  const one = kustomizations.find(({ metadata }) => metadata.name === name);
  const ready = conditionOf(one, 'Ready');
  const open = ['Progressing', 'DependencyNotReady'];
  return ready === undefined || ready.status === 'Unknown' || open.includes(ready.reason) ? undefined : ready;
}

/** The source of a repository's branch `main`. */
export function gitRepository(name: string, url: string): object {
  return {
    apiVersion: 'source.toolkit.fluxcd.io/v1',
    kind: 'GitRepository',
    metadata: { name, namespace: NAMESPACE },
    spec: { interval: '2s', timeout: '30s', url, ref: { branch: 'main' } },
  };
}

/** A Kustomization that somebody wrote, such as the one of `flux bootstrap`, or of the platform. */
export function kustomizationText(name: string, path: string, spec: Record<string, unknown>): string {
  return JSON.stringify({
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { name, namespace: NAMESPACE },
    spec: { interval: '10m', retryInterval: '5s', path, prune: true, ...spec },
  });
}
