import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServerBuild } from './servers.ts';

/** Versions that the suites run with; what a set does not name is as in the default one. */
export interface VersionSet {
  /** For people. */
  about: string;
  /** The release of Karpenter for AWS whose CRDs the clusters have. */
  karpenter: string;
  /** What differs in how programs are built, by their names; the go.mod of their module has the version. */
  programs: Readonly<Record<string, Partial<ServerBuild>>>;
}

const KUBERNETES_1_32 = { module: 'oldest/kube-apiserver' };
const KUBERNETES_1_36 = { module: 'newest/kube-apiserver' };

/** By their names on the command line. */
export const VERSION_SETS = {
  default: { about: 'what most of the tests run with', karpenter: 'v1.15.1', programs: {} },
  oldest: {
    about: 'the oldest that Poolwright supports, or that the Go module proxy serves whole',
    karpenter: 'v1.8.2',
    programs: {
      'kube-apiserver': KUBERNETES_1_32,
      kubectl: KUBERNETES_1_32,
      'kube-controller-manager': KUBERNETES_1_32,
      'source-controller': { module: 'oldest/source-controller' },
      'kustomize-controller': { module: 'oldest/kustomize-controller' },
      kustomize: { module: 'oldest/kustomize' },
      argocd: {
        module: 'oldest/argocd',
        package: 'github.com/argoproj/argo-cd/v2/cmd',
        source: 'github.com/argoproj/argo-cd/v2',
        stamp: ['github.com/argoproj/argo-cd/v2/common.version=VERSION'],
      },
    },
  },
  newest: {
    about: 'the newest that the Go module proxy serves whole; Flux and kustomize are those of the default',
    karpenter: 'v1.15.1',
    programs: {
      'kube-apiserver': KUBERNETES_1_36,
      kubectl: KUBERNETES_1_36,
      'kube-controller-manager': KUBERNETES_1_36,
      argocd: { module: 'newest/argocd', toolchain: 'go1.27.3' },
    },
  },
} satisfies Record<string, VersionSet>;

export type VersionSetName = keyof typeof VERSION_SETS;

export function isVersionSet(name: string): name is VersionSetName {
  return Object.hasOwn(VERSION_SETS, name);
}

/** The programs as a set has them. */
export function serversOf(name: VersionSetName, servers: readonly ServerBuild[]): ServerBuild[] {
  const { programs }: VersionSet = VERSION_SETS[name];
  return servers.map((server) => ({ ...server, ...programs[server.name] }));
}

/** The version of a program of our own modules or of others', as its go.mod requires it; empty for our own. */
export function versionOf({ module, source }: ServerBuild, modules: string): string {
  return source === undefined
    ? ''
    : requiredVersion(readFileSync(join(modules, module, 'go.mod'), 'utf8'), source);
}

/** The version of a module that a go.mod requires. */
export function requiredVersion(goMod: string, module: string): string {
  const line = goMod.split('\n').find((one) =>
    one
      .trim()
      .replace(/^require /, '')
      .startsWith(`${module} v`),
  );
  const version = /\s(v\S+)/.exec(line ?? '')?.[1];
  if (version === undefined) throw new Error(`go.mod requires no ${module}`);
  return version;
}
