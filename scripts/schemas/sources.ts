/** Where the CRDs of one project come from and which of their kinds are kept. */
export interface SchemaSource {
  /** The Go module that publishes them. */
  module: string;
  /** The folder of the CRD files in that module. */
  folder: string;
  kinds: readonly string[];
  /** Without descriptions, status and indentation: for schemas that no editor reads. */
  bare: boolean;
  /** The name under which its license is kept, where nothing else keeps it. */
  licensedAs?: string;
}

export const karpenterSource: SchemaSource = {
  module: 'github.com/aws/karpenter-provider-aws',
  folder: 'pkg/apis/crds',
  kinds: ['NodePool', 'EC2NodeClass', 'NodeClaim', 'NodeOverlay'],
  bare: false,
};

/** By the name of their folder in `schemas/`. */
export const schemaSources: Readonly<Record<string, SchemaSource>> = {
  karpenter: karpenterSource,
  flux: {
    module: 'github.com/fluxcd/kustomize-controller',
    folder: 'config/crd/bases',
    kinds: ['Kustomization'],
    bare: true,
    licensedAs: 'kustomize-controller',
  },
  'flux-source': {
    module: 'github.com/fluxcd/source-controller',
    folder: 'config/crd/bases',
    kinds: ['GitRepository', 'OCIRepository', 'Bucket'],
    bare: true,
    licensedAs: 'source-controller',
  },
  argocd: {
    module: 'github.com/argoproj/argo-cd/v3',
    folder: 'manifests/crds',
    kinds: ['ApplicationSet'],
    bare: true,
    licensedAs: 'argo-cd',
  },
};
