import { access } from './access.e2e.ts';
import { apply } from './apply.e2e.ts';
import { argocd } from './argocd.e2e.ts';
import { argocdClusters } from './argocd-clusters.e2e.ts';
import { argocdProtection } from './argocd-protection.e2e.ts';
import { argocdRolling } from './argocd-rolling.e2e.ts';
import { argocdWaves } from './argocd-waves.e2e.ts';
import { flux } from './flux.e2e.ts';
import { fluxHub } from './flux-hub.e2e.ts';
import { health } from './health.e2e.ts';
import { karpenter } from './karpenter.e2e.ts';
import { mutants } from './mutants.e2e.ts';
import { oci } from './oci.e2e.ts';
import { scaleArgoCd } from './scale/argocd.e2e.ts';
import { scaleFlux } from './scale/flux.e2e.ts';
import { server } from './server.e2e.ts';
import { substitution } from './substitution.e2e.ts';
import type { Cases } from './support/cases.ts';
import type { CrdProject } from './support/crds.ts';
import {
  ARGOCD_SERVERS,
  CONTROLLER_MANAGER,
  FLUX_SERVERS,
  KARPENTER_SERVERS,
  OCI_SERVERS,
  type ServerBuild,
} from './support/servers.ts';
import type { World } from './support/world.ts';
import { valueSources } from './value-sources.e2e.ts';

export interface Suite {
  about: string;
  /** What it needs besides API servers. */
  needs: readonly ServerBuild[];
  /** The CRDs that it installs besides Karpenter's. */
  crds: readonly CrdProject[];
  /** Runs only where it is named. */
  optIn?: true;
  run(world: World, cases: Cases): Promise<void>;
}

/** The suites by their names on the command line; `flux-hub` and `argocd` are last, since they stop the Flux of the clusters. */
export const SUITES: Record<string, Suite> = {
  apply: { about: 'kubectl kustomize | envsubst | kubectl apply', needs: [], crds: [], run: apply },
  server: { about: 'poolwright validate --server', needs: [], crds: [], run: server },
  access: {
    about: 'what --server needs of a cluster, by restricted accounts',
    needs: [],
    crds: [],
    run: access,
  },
  mutants: {
    about: 'fields that Poolwright and the API server accept or reject',
    needs: [],
    crds: [],
    run: mutants,
  },
  karpenter: {
    about: 'Karpenter replaces and deletes nodes as poolwright plan said',
    needs: KARPENTER_SERVERS,
    crds: ['core', 'kwok'],
    run: karpenter,
  },
  flux: {
    about: 'Flux reconciles three clusters from what poolwright pushed',
    needs: FLUX_SERVERS,
    crds: ['source', 'kustomize'],
    run: flux,
  },
  substitution: {
    about: 'values and templates that Poolwright and Flux accept or reject',
    needs: FLUX_SERVERS,
    crds: ['source', 'kustomize'],
    run: substitution,
  },
  'value-sources': {
    about: 'values from ConfigMaps and Secrets, changed while Flux runs',
    needs: FLUX_SERVERS,
    crds: ['source', 'kustomize'],
    run: valueSources,
  },
  oci: {
    about: 'Flux reconciles from an artifact in a registry, pushed as docs/scale.md says',
    needs: [...FLUX_SERVERS, ...OCI_SERVERS],
    crds: ['source', 'kustomize'],
    run: oci,
  },
  health: {
    about: 'Flux waits for pools by the generated health checks, and dependents with it',
    needs: FLUX_SERVERS,
    crds: ['source', 'kustomize'],
    run: health,
  },
  'flux-hub': {
    about: 'one Flux applies to three clusters by their kubeconfigs, in shards',
    needs: FLUX_SERVERS,
    crds: ['source', 'kustomize'],
    run: fluxHub,
  },
  argocd: {
    about: 'Argo CD syncs the same clusters from the generated ApplicationSets',
    needs: [...ARGOCD_SERVERS, ...CONTROLLER_MANAGER],
    crds: ['argocd'],
    run: argocd,
  },
  'argocd-clusters': {
    about: 'Argo CD’s cluster generator, with values from cluster Secrets',
    needs: [...ARGOCD_SERVERS, ...CONTROLLER_MANAGER],
    crds: ['argocd'],
    run: argocdClusters,
  },
  'argocd-waves': {
    about: 'Argo CD applies and deletes in sync waves',
    needs: [...ARGOCD_SERVERS, ...CONTROLLER_MANAGER],
    crds: ['argocd'],
    run: argocdWaves,
  },
  'argocd-protection': {
    about: 'what Argo CD deletes and overwrites of protected pools',
    needs: [...ARGOCD_SERVERS, ...CONTROLLER_MANAGER],
    crds: ['argocd'],
    run: argocdProtection,
  },
  'argocd-rolling': {
    about: 'Argo CD rolls changes out over clusters in the steps of rollingSync',
    needs: [...ARGOCD_SERVERS, ...CONTROLLER_MANAGER],
    crds: ['argocd'],
    run: argocdRolling,
  },
  'scale-flux': {
    about: 'what Flux takes for hundreds of clusters, in one controller and in three shards',
    needs: FLUX_SERVERS,
    crds: ['source', 'kustomize'],
    optIn: true,
    run: scaleFlux,
  },
  'scale-argocd': {
    about: 'what Argo CD takes for hundreds of Applications of a generated ApplicationSet',
    needs: ARGOCD_SERVERS,
    crds: ['argocd'],
    optIn: true,
    run: scaleArgoCd,
  },
};
