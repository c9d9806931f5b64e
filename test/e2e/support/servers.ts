/** A Go program that is built from a module under `modules/`, whose go.mod and go.sum pin all of it. */
export interface ServerBuild {
  /** The file in the cache, and for people. */
  name: string;
  /** The folder in `modules/`. */
  module: string;
  /** The Go package of the program. */
  package: string;
  /** The Go module that the version is that of; none for our own. */
  source?: string;
  /** Where the version is put in when linking, `VERSION` standing for it with its `v`. */
  stamp?: readonly string[];
  /** The Go toolchain that it needs where that may be newer than the installed one; Go fetches it from the module proxy. */
  toolchain?: string;
}

const KUBERNETES_STAMP = [
  'k8s.io/component-base/version.gitVersion=VERSION',
  'k8s.io/client-go/pkg/version.gitVersion=VERSION',
];

/** What every suite needs: API servers, and a repository that is served. */
export const API_SERVERS: readonly ServerBuild[] = [
  { name: 'gitsrv', module: 'gitsrv', package: '.' },
  {
    name: 'etcd',
    module: 'etcd',
    package: 'go.etcd.io/etcd/server/v3',
    source: 'go.etcd.io/etcd/server/v3',
  },
  {
    name: 'kube-apiserver',
    module: 'kube-apiserver',
    package: 'k8s.io/kubernetes/cmd/kube-apiserver',
    source: 'k8s.io/kubernetes',
    stamp: KUBERNETES_STAMP,
  },
  {
    name: 'kubectl',
    module: 'kube-apiserver',
    package: 'k8s.io/kubernetes/cmd/kubectl',
    source: 'k8s.io/kubernetes',
    stamp: KUBERNETES_STAMP,
  },
];

/** The garbage collector, which ends deletions in the foreground and deletes what has lost its owner. */
export const CONTROLLER_MANAGER: readonly ServerBuild[] = [
  {
    name: 'kube-controller-manager',
    module: 'kube-controller-manager',
    package: 'k8s.io/kubernetes/cmd/kube-controller-manager',
    source: 'k8s.io/kubernetes',
    stamp: KUBERNETES_STAMP,
  },
];

/** Flux. */
export const FLUX_SERVERS: readonly ServerBuild[] = [
  {
    name: 'kustomize-controller',
    module: 'kustomize-controller',
    package: 'github.com/fluxcd/kustomize-controller',
    source: 'github.com/fluxcd/kustomize-controller',
  },
  {
    name: 'source-controller',
    module: 'source-controller',
    package: 'github.com/fluxcd/source-controller',
    source: 'github.com/fluxcd/source-controller',
  },
];

/** A registry, and what of the Flux CLI pushes to it. */
export const OCI_SERVERS: readonly ServerBuild[] = [{ name: 'oci', module: 'oci', package: '.' }];

/** Argo CD, and what it calls. */
export const ARGOCD_SERVERS: readonly ServerBuild[] = [
  {
    name: 'kustomize',
    module: 'kustomize',
    package: 'sigs.k8s.io/kustomize/kustomize/v5',
    source: 'sigs.k8s.io/kustomize/kustomize/v5',
  },
  {
    name: 'argocd',
    module: 'argocd',
    package: 'github.com/argoproj/argo-cd/v3/cmd',
    source: 'github.com/argoproj/argo-cd/v3',
    stamp: ['github.com/argoproj/argo-cd/v3/common.version=VERSION'],
  },
];

/** Karpenter's own controllers with their KWOK provider, and what they need of a cluster besides an API server. */
export const KARPENTER_SERVERS: readonly ServerBuild[] = [
  {
    name: 'karpenter',
    module: 'karpenter',
    package: 'sigs.k8s.io/karpenter/kwok',
    source: 'sigs.k8s.io/karpenter',
    toolchain: 'go1.27.3',
  },
  { name: 'control-plane', module: 'control-plane', package: '.' },
];

/** Of this Go module nothing is built: the clusters have its CRDs. */
export const KARPENTER_PROVIDER = {
  name: 'karpenter-provider-aws',
  source: 'github.com/aws/karpenter-provider-aws',
};

/** The folders of CRDs in Go modules, by who has them. */
export const CRDS = {
  karpenter: { build: KARPENTER_PROVIDER.name, folder: 'pkg/apis/crds' },
  kustomize: { build: 'kustomize-controller', folder: 'config/crd/bases' },
  source: { build: 'source-controller', folder: 'config/crd/bases' },
  argocd: { build: 'argocd', folder: 'manifests/crds' },
  core: { build: 'karpenter', folder: 'pkg/apis/crds' },
  kwok: { build: 'karpenter', folder: 'kwok/apis/crds' },
} as const;

export const ALL_SERVERS: readonly ServerBuild[] = [
  ...API_SERVERS,
  ...CONTROLLER_MANAGER,
  ...FLUX_SERVERS,
  ...OCI_SERVERS,
  ...ARGOCD_SERVERS,
  ...KARPENTER_SERVERS,
];
