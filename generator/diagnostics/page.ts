/**
 * What `explain` prints of a code. A snippet is YAML, each of its documents under a comment that says where it goes (`# fleet.yaml`,
 * `# fleet.yaml: spec.pools.general.nodePool`, `# workloads/web.yaml`, `# overlays/prod/kustomization.yaml` over a base of one pool), or a session, whose commands start with `$ `.
 */
export interface CodePage {
  /** What is wrong, in one or two sentences. */
  what: string;
  /** What Karpenter, the API server, Flux, Argo CD or AWS does with it. */
  why: string;
  /** How to fix it. */
  help: string;
  bad: string;
  good: string;
  /** Why many manifests that work have it, where more than one in twenty does. */
  common?: string;
  /** The versions it is true of, where that matters. */
  versions?: string;
  /** A condition outside of the files, such as a commit or a full disk. */
  situation?: string;
}
