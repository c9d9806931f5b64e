import { isObject, readYaml, type ValueObject, YamlError } from '@kustomize-ts/core';
import { readVariablesEnv } from '../../emit/cluster.ts';
import { applicationSetFile, clusterSecretFile, fluxFile, variablesFile } from '../../emit/paths.ts';
import type { Fleet } from '../../load/index.ts';
import { neededVariables, needsValueSource } from '../../load/value-sources.ts';
import {
  type Application,
  applyApplication,
  type ClusterObjects,
  expandApplicationSet,
  type Overlay,
  type RenderError,
  type Result,
  renderCluster,
  renderEnvsubst,
} from '../../render/index.ts';
import type { TreeInput } from '../input.ts';
import type { EnvironmentScope } from '../scope.ts';
import { listSecrets } from './cluster-secrets.ts';
import { postBuildValues } from './post-build.ts';

/** The three ways by which one cluster's objects are delivered; one that the fleet does not use there is absent. */
export interface Deliveries {
  envsubst?: Delivery;
  flux?: Delivery;
  argocd?: Delivery;
}

/** What one way of delivery applies, and the file that carries the cluster's values for it. */
export interface Delivery extends ClusterObjects {
  file: string;
  /** The values by which it substitutes; absent where it patches, as Argo CD does. */
  values?: Readonly<Record<string, string>>;
  /** The object in that file that makes a controller apply the others. */
  object?: ValueObject;
}

/** The objects to validate: Flux's where Flux delivers, since it alone reads the types of a whole object again. */
export function primaryObjects(deliveries: Deliveries): readonly ValueObject[] {
  return primaryDelivery(deliveries)?.objects ?? [];
}

export function primaryDelivery({ flux, envsubst, argocd }: Deliveries): Delivery | undefined {
  return flux ?? envsubst ?? argocd;
}

/** Reads the files that one environment's clusters are delivered by. */
export interface DeliveryFiles {
  fleet: Fleet;
  text(path: string): string | undefined;
  /** The object in a file, undefined where there is no such file. */
  read(path: string): Result<ValueObject, RenderError> | undefined;
  /** Whether a cluster has values in itself alone, and so nothing for envsubst. */
  usesValueSource(cluster: string): boolean;
  /** Applications by the name of their cluster; empty where the fleet does not use Argo CD. */
  applications: ReadonlyMap<string, Application>;
  /** The ApplicationSet, its file and what is wrong with it. */
  argocd?: { file: string; object?: ValueObject; errors: RenderError[] };
}

export function openDeliveries(
  { files, root }: TreeInput,
  { fleet, environment, declared, clusters }: EnvironmentScope,
  usesArgocd: boolean,
): DeliveryFiles {
  const text = (path: string): string | undefined => files.readFile(`${root}/${path}`.replace('//', '/'));
  const read = (path: string): Result<ValueObject, RenderError> | undefined => {
    const found = text(path);
    return found === undefined ? undefined : readObject(found);
  };
  const needed = neededVariables(declared);
  const usesValueSource = (cluster: string): boolean =>
    needsValueSource(fleet.spec, fleet.values.get(cluster) ?? {}, needed);
  const opened = { fleet, text, read, usesValueSource, applications: new Map<string, Application>() };
  const file = applicationSetFile(fleet.spec, environment);
  const parsed = usesArgocd ? read(file) : undefined;
  if (parsed === undefined) return opened;
  if (!parsed.ok) return { ...opened, argocd: { file, errors: [parsed.error] } };
  const { set: listed, clusterOf } = listSecrets(parsed.value, Object.keys(clusters), (cluster) => {
    const secret = read(clusterSecretFile(fleet.spec, cluster));
    return secret?.ok ? secret.value : undefined;
  });
  const { applications, errors } = expandApplicationSet(listed);
  return {
    ...opened,
    applications: new Map(
      applications.map((application) => [clusterOf(application.parameters), application]),
    ),
    argocd: { file, object: parsed.value, errors },
  };
}

/** What a cluster gets by each way, from the files as they are. */
export function deliver(overlay: Overlay, cluster: string, files: DeliveryFiles): Deliveries {
  const deliveries: Deliveries = {};
  if (!files.usesValueSource(cluster)) deliveries.envsubst = byEnvsubst(overlay, cluster, files);
  const flux = files.read(fluxFile(files.fleet.spec, cluster));
  if (flux !== undefined) deliveries.flux = byFlux(overlay, cluster, files.fleet, flux);
  const application = files.applications.get(cluster);
  if (application && files.argocd) {
    const applied = applyApplication(overlay, application.object);
    const { file } = files.argocd;
    deliveries.argocd = applied.ok
      ? { file, objects: applied.value, errors: [] }
      : { file, objects: [], errors: [applied.error] };
  }
  return deliveries;
}

function byEnvsubst(overlay: Overlay, cluster: string, files: DeliveryFiles): Delivery {
  const file = variablesFile(files.fleet.spec, cluster);
  const values = readVariablesEnv(files.text(file) ?? '');
  return { file, values, ...renderEnvsubst(overlay, values) };
}

function byFlux(
  overlay: Overlay,
  cluster: string,
  fleet: Fleet,
  read: Result<ValueObject, RenderError>,
): Delivery {
  const file = fluxFile(fleet.spec, cluster);
  if (!read.ok) return { file, objects: [], errors: [read.error] };
  const values = postBuildValues(read.value, cluster, fleet.spec);
  return { file, values, object: read.value, ...renderCluster(overlay, values) };
}

/** One document as the API server's clients read it (sigs.k8s.io/yaml). */
export function readObject(text: string): Result<ValueObject, RenderError> {
  try {
    const value = readYaml(text);
    if (isObject(value)) return { ok: true, value };
    return { ok: false, error: { code: 'breaks-yaml', message: 'there is no object in the YAML' } };
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    return {
      ok: false,
      error: { code: 'breaks-yaml', message: `the YAML cannot be read: ${error.reason}`, cause: error },
    };
  }
}
