import { isObject, readYaml, type ValueObject, YamlError } from '@kustomize-ts/core';
import { readVariablesEnv } from '../../emit/cluster.ts';
import { applicationSetFile, clusterSecretFile, fluxFile, variablesFile } from '../../emit/paths.ts';
import { specIn } from '../../load/delivery-of.ts';
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

/** The three ways in which the objects of one cluster are delivered; ways that the fleet does not use are absent. */
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

/** What to validate: Flux's objects where Flux delivers, since it alone reads the types of a whole object again. */
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
  const spec = specIn(fleet.spec, environment);
  const usesValueSource = (cluster: string): boolean =>
    needsValueSource(spec, fleet.values.get(cluster) ?? {}, needed);
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
  const envsubst = byEnvsubst(overlay, cluster, files);
  const flux = byFlux(overlay, cluster, files);
  const argocd = byArgocd(overlay, cluster, files);
  return { ...(envsubst && { envsubst }), ...(flux && { flux }), ...(argocd && { argocd }) };
}

/** The `primaryDelivery` of what a cluster gets, without the others. */
export function deliverPrimary(
  overlay: Overlay,
  cluster: string,
  files: DeliveryFiles,
): Delivery | undefined {
  return (
    byFlux(overlay, cluster, files) ??
    byEnvsubst(overlay, cluster, files) ??
    byArgocd(overlay, cluster, files)
  );
}

function byEnvsubst(overlay: Overlay, cluster: string, files: DeliveryFiles): Delivery | undefined {
  if (files.usesValueSource(cluster)) return undefined;
  const file = variablesFile(files.fleet.spec, cluster);
  const values = readVariablesEnv(files.text(file) ?? '');
  return { file, values, ...renderEnvsubst(overlay, values) };
}

function byFlux(overlay: Overlay, cluster: string, { fleet, read }: DeliveryFiles): Delivery | undefined {
  const file = fluxFile(fleet.spec, cluster);
  const found = read(file);
  if (found === undefined) return undefined;
  if (!found.ok) return { file, objects: [], errors: [found.error] };
  const values = postBuildValues(found.value, cluster, fleet.spec);
  return { file, values, object: found.value, ...renderCluster(overlay, values) };
}

function byArgocd(
  overlay: Overlay,
  cluster: string,
  { applications, argocd }: DeliveryFiles,
): Delivery | undefined {
  const application = applications.get(cluster);
  if (!application || !argocd) return undefined;
  const applied = applyApplication(overlay, application.object);
  return applied.ok
    ? { file: argocd.file, objects: applied.value, errors: [] }
    : { file: argocd.file, objects: [], errors: [applied.error] };
}

/** One document as the API server's clients read it (sigs.k8s.io/yaml). */
export function readObject(text: string): Result<ValueObject, RenderError> {
  try {
    const value = readYaml(text);
    if (isObject(value)) return { ok: true, value };
    return { ok: false, error: { code: 'breaks-yaml', message: 'the YAML holds no object' } };
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    return {
      ok: false,
      error: { code: 'breaks-yaml', message: `the YAML cannot be read: ${error.reason}`, cause: error },
    };
  }
}
