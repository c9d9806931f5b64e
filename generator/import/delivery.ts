import { isObject, type Value, type ValueObject } from '@kustomize-ts/core';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { shardOf } from '../emit/shard.ts';
import { labelOwner } from '../load/cluster-labels.ts';
import { equal } from '../load/merge.ts';
import { mapStrings } from '../load/strings.ts';
import { forEnvironment } from '../load/value-sources.ts';
import type { ArgocdSources } from './sources/argocd.ts';
import { rollingSyncOf } from './sources/argocd-rolling.ts';
import type { FluxKustomization, FluxSources } from './sources/flux.ts';
import { CHANGE_FIELDS } from './sources/flux-changes.ts';
import { nameOf } from './sources/objects.ts';

/** Fields of a Kustomization that `delivery.flux` has, too. */
const FIELDS = [
  'interval',
  'retryInterval',
  'timeout',
  'prune',
  'wait',
  'force',
  'suspend',
  'serviceAccountName',
  'dependsOn',
] as const;

/** What Flux does where a Kustomization says nothing, and a fleet's Kustomizations say something. */
const FLUX_DEFAULTS: Readonly<Record<string, Value>> = { prune: false, wait: false, suspend: false };

const FLEET_DEFAULTS: Readonly<Record<string, Value>> = {
  interval: '10m',
  timeout: '5m',
  prune: true,
  wait: true,
  suspend: false,
};

/** Fields that the fleet writes itself. */
const WRITTEN: ReadonlySet<string> = new Set([
  ...FIELDS,
  'path',
  'sourceRef',
  'postBuild',
  'kubeConfig',
  'healthCheckExprs',
  ...CHANGE_FIELDS,
]);

/** What a fleet says of Flux, so that its Kustomizations replace those that apply the pools now. */
export interface FluxDeliveryFound {
  flux: ValueObject;
  /** What a cluster has besides its variables. */
  clusters: Map<string, ValueObject>;
  /** The name of the Kustomizations, which the fleet must have for Flux to keep what they have applied. */
  name: string | undefined;
  diagnostics: Diagnostic[];
}

/** Reads `delivery.flux` from the Kustomizations that apply the pools; what they have and it cannot say is reported. */
export function fluxDelivery({ kustomizations, source, targets }: FluxSources): FluxDeliveryFound {
  const [first] = kustomizations;
  const diagnostics: Diagnostic[] = [];
  const spec = first?.spec ?? {};
  const flux: ValueObject = {};
  const namespace = namespaceOf(first);
  if (namespace !== undefined && namespace !== 'flux-system') flux.namespace = namespace;
  if (spec.sourceRef !== undefined) flux.sourceRef = spec.sourceRef;
  if (source) flux.source = source;
  const path = prefixOf(spec.path, targets[0]?.origin ?? '');
  if (path !== undefined) flux.path = path;
  for (const field of FIELDS) {
    const value = spec[field] ?? FLUX_DEFAULTS[field];
    if (value !== undefined && value !== FLEET_DEFAULTS[field])
      flux[field] = forEach(value, first?.cluster ?? '');
  }
  if (spec.healthCheckExprs !== undefined) flux.healthChecks = true;
  if (spec.kubeConfig !== undefined)
    flux.hub = { kubeConfig: forEach(spec.kubeConfig, first?.cluster ?? '') };
  const clusters = new Map<string, ValueObject>();
  for (const { manifest, spec: own, cluster } of kustomizations) {
    const withDefaults = { ...FLUX_DEFAULTS, ...own };
    for (const [field, value] of Object.entries(withDefaults)) {
      if (!WRITTEN.has(field)) diagnostics.push(unsupported(manifest, field, cluster));
      else if (
        isOneForAll(field) &&
        !equal(
          forEach(value, cluster),
          forEach(spec[field] ?? FLUX_DEFAULTS[field] ?? null, first?.cluster ?? ''),
        )
      )
        diagnostics.push(different(manifest, field, cluster));
    }
    const { [SHARD]: _, ...written } = objectAt(objectAt(manifest.object, 'metadata'), 'labels');
    const labels = Object.entries(written).filter(([key]) => labelOwner(key) === undefined);
    if (labels.length > 0) clusters.set(cluster, { labels: Object.fromEntries(labels) });
  }
  const shards = shardsOf(kustomizations);
  if (shards !== undefined) flux.shards = shards;
  const references = substituteFrom(kustomizations);
  if (references.length > 0) flux.substituteFrom = references;
  const names = new Set(kustomizations.map((one) => nameWithout(one, flux.hub !== undefined)));
  return { flux, clusters, name: names.size === 1 ? [...names][0] : undefined, diagnostics };
}

const SHARD = 'sharding.fluxcd.io/key';

function isOneForAll(field: string): boolean {
  return FIELDS.some((one) => one === field);
}

/** On a hub each Kustomization has its cluster in its name. */
function nameWithout({ manifest, cluster }: FluxKustomization, isHub: boolean): string {
  const name = nameOf(manifest.object);
  return isHub && name.endsWith(`-${cluster}`) ? name.slice(0, -cluster.length - 1) : name;
}

/** The value with `{cluster}` in place of the cluster's name. */
function forEach(value: Value, cluster: string): Value {
  return mapStrings(value, (text, field) =>
    field === 'name' ? text.replaceAll(cluster, '{cluster}') : text,
  );
}

/** Where the repository lies in its source: what a path has before the folder. */
function prefixOf(path: Value | undefined, folder: string): string | undefined {
  const steps = String(path ?? '')
    .split('/')
    .filter((step) => step !== '' && step !== '.');
  const own = folder.split('/');
  const isBelow =
    steps.length > own.length && own.every((step, i) => steps[steps.length - own.length + i] === step);
  return isBelow ? `./${steps.slice(0, -own.length).join('/')}` : undefined;
}

/** How many controllers share the Kustomizations, as far as their names say it. */
function shardsOf(kustomizations: readonly FluxKustomization[]): number | undefined {
  const wanted = kustomizations.map(({ manifest, cluster }) => {
    const key = objectAt(objectAt(manifest.object, 'metadata'), 'labels')[SHARD];
    return { cluster, shard: Number(/^shard(\d+)$/.exec(String(key))?.[1] ?? Number.NaN) };
  });
  const most = Math.max(...wanted.map(({ shard }) => shard));
  if (!Number.isSafeInteger(most)) return undefined;
  for (let count = most; count < most + MOST_EMPTY_SHARDS; count++)
    if (wanted.every(({ cluster, shard }) => shardOf(cluster, count) === shard)) return count;
  return undefined;
}

/** Shards without a cluster, behind the last one that has some. */
const MOST_EMPTY_SHARDS = 100;

function namespaceOf(one: FluxKustomization | undefined): string | undefined {
  const metadata = one?.manifest.object.metadata ?? null;
  return isObject(metadata) && typeof metadata.namespace === 'string' ? metadata.namespace : undefined;
}

function substituteFrom(kustomizations: readonly FluxKustomization[]): ValueObject[] {
  const found = new Map<string, ValueObject>();
  for (const { unknown, cluster } of kustomizations) {
    const [reference] = unknown.references;
    if (!reference || unknown.variables.length === 0) continue;
    const name = String(reference.name).replaceAll(cluster, '{cluster}');
    const key = `${String(reference.kind)} ${name}`;
    const known = found.get(key);
    const variables = new Set([...((known?.variables as string[] | undefined) ?? []), ...unknown.variables]);
    found.set(key, { kind: reference.kind ?? 'Secret', name, variables: [...variables] });
  }
  return [...found.values()];
}

function unsupported(manifest: FluxKustomization['manifest'], field: string, cluster: string): Diagnostic {
  return {
    code: 'not-imported',
    severity: 'warning',
    message: `the Kustomization of ${cluster} has ${field}, which delivery.flux cannot say`,
    help: 'Keep a Kustomization of your own in place of the generated one if the field is needed',
    at: manifest.locate(['spec', field], 'key'),
  };
}

function different(manifest: FluxKustomization['manifest'], field: string, cluster: string): Diagnostic {
  return {
    code: 'not-imported',
    severity: 'warning',
    message: `the Kustomization of ${cluster} has another ${field} than the first one; delivery.flux has one for all clusters`,
    help: `Set ${field} in fleet.yaml to what all clusters can have`,
    at: manifest.locate(['spec', field]),
  };
}

/** What a fleet says of Argo CD, so that its ApplicationSets replace what applies the pools now. */
export function argocdDelivery({ applied, targets }: ArgocdSources): {
  argocd: ValueObject;
  name: string | undefined;
} {
  const [first] = applied;
  const spec = objectAt(first?.application, 'spec');
  const source = objectAt(spec, 'source');
  const [target] = targets;
  const argocd: ValueObject = {};
  const { manifest } = first ?? {};
  const namespace = objectAt(manifest?.object, 'metadata').namespace;
  if (namespace !== undefined && namespace !== 'argocd') argocd.namespace = namespace;
  if (spec.project !== undefined && spec.project !== 'default') argocd.project = spec.project;
  argocd.repoURL = source.repoURL ?? '';
  const revision = revisionOf(applied) ?? source.targetRevision;
  if (revision !== undefined && revision !== 'HEAD') argocd.targetRevision = revision;
  const path = prefixOf(source.path, target?.origin ?? '');
  if (path !== undefined) argocd.path = path;
  const set = objectAt(manifest?.object, 'spec');
  if (
    Array.isArray(set.generators) &&
    set.generators.some((one) => isObject(one) && one.clusters !== undefined)
  )
    argocd.generator = 'clusters';
  if (spec.syncPolicy !== undefined) argocd.syncPolicy = spec.syncPolicy;
  const rollingSync = manifest && rollingSyncOf(manifest.object);
  if (rollingSync) argocd.rollingSync = rollingSync;
  const preserve = objectAt(set, 'syncPolicy').preserveResourcesOnDeletion;
  if (preserve !== undefined) argocd.preserveResourcesOnDeletion = preserve;
  const ending = `-${first?.environment}`;
  const name = manifest?.object.kind === 'ApplicationSet' ? nameOf(manifest.object) : '';
  return { argocd, name: name.endsWith(ending) ? name.slice(0, -ending.length) : undefined };
}

/** What environments follow that each have a revision of their own, named after them, as `env/{environment}`. */
function revisionOf(applied: ArgocdSources['applied']): string | undefined {
  const revisions = applied.map(({ application, environment }) => ({
    environment,
    revision: String(objectAt(objectAt(application, 'spec'), 'source').targetRevision ?? 'HEAD'),
  }));
  const [first] = revisions;
  if (!first || revisions.every(({ revision }) => revision === first.revision)) return undefined;
  const shared = first.revision.replaceAll(first.environment, '{environment}');
  return revisions.every(({ revision, environment }) => revision === forEnvironment(shared, environment))
    ? shared
    : undefined;
}

function objectAt(object: ValueObject | undefined, key: string): ValueObject {
  const value = object?.[key] ?? null;
  return isObject(value) ? value : {};
}
