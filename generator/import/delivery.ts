import { isObject, type Value, type ValueObject } from '@kustomize-ts/core';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { HEALTH_CHECKS } from '../emit/flux.ts';
import { shardOf } from '../emit/shard.ts';
import { objectAt } from '../instances/objects/fields.ts';
import { labelOwner } from '../load/cluster-labels.ts';
import { FLUX_NAMESPACE, SHARD_LABEL } from '../load/delivery-names.ts';
import { equal } from '../load/merge.ts';
import type { Path } from '../load/path.ts';
import { mapStrings } from '../load/strings.ts';
import { pathText } from '../render/index.ts';
import { isNoise } from './noise.ts';
import { prefixOf } from './path-prefix.ts';
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

/** Those of which a fleet has one for all clusters. */
const SHARED = [...FIELDS, 'sourceRef', 'kubeConfig'] as const;

/** Flux's defaults for fields that a fleet's Kustomizations set. */
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

/** The settings of `delivery.flux` with which the fleet's Kustomizations replace those that apply the pools now. */
export interface FluxDeliveryFound {
  flux: ValueObject;
  /** What a cluster has besides its variables. */
  clusters: Map<string, ValueObject>;
  /** The name of the Kustomizations, which the fleet must have for Flux to keep what they have applied. */
  name: string | undefined;
  diagnostics: Diagnostic[];
}

/** Reads `delivery.flux` from the Kustomizations that apply the pools; settings that it cannot express are reported. */
export function fluxDelivery({ kustomizations, source, targets }: FluxSources): FluxDeliveryFound {
  const [first] = kustomizations;
  const diagnostics: Diagnostic[] = [];
  const spec = first?.spec ?? {};
  const flux: ValueObject = {};
  const namespace = namespaceOf(first);
  if (namespace !== undefined && namespace !== FLUX_NAMESPACE) flux.namespace = namespace;
  if (spec.sourceRef !== undefined) flux.sourceRef = spec.sourceRef;
  if (source) flux.source = source;
  const path = prefixOf(spec.path, targets[0]?.origin ?? '');
  if (path !== undefined) flux.path = path;
  for (const field of FIELDS) {
    const value = spec[field] ?? FLUX_DEFAULTS[field];
    if (value !== undefined && value !== FLEET_DEFAULTS[field])
      flux[field] = forEach(value, first?.cluster ?? '');
  }
  if (spec.healthCheckExprs !== undefined && spec.wait === true) flux.healthChecks = true;
  if (spec.kubeConfig !== undefined)
    flux.hub = { kubeConfig: forEach(spec.kubeConfig, first?.cluster ?? '') };
  const clusters = new Map<string, ValueObject>();
  for (const { manifest, spec: own, cluster, unknown } of kustomizations) {
    if (unknown.variables.length > 0) diagnostics.push(...unsureSources(manifest, unknown, cluster));
    for (const [field, value] of Object.entries(own)) {
      const isRead =
        field === 'healthCheckExprs' ? own.wait !== true || equal(value, HEALTH_CHECKS) : WRITTEN.has(field);
      if (!isRead) diagnostics.push(unsupported(manifest, ['spec', field], cluster));
    }
    const settingOf = (of: ValueObject, field: string, name: string): Value =>
      forEach(of[field] ?? FLUX_DEFAULTS[field] ?? UNSET[field] ?? null, name);
    for (const field of SHARED)
      if (!equal(settingOf(own, field, cluster), settingOf(spec, field, first?.cluster ?? '')))
        diagnostics.push(different(manifest, ['spec', field], cluster));
    const metadata = objectAt(manifest.object, 'metadata');
    if (namespaceOf(first) !== metadata.namespace)
      diagnostics.push(different(manifest, ['metadata', 'namespace'], cluster));
    const annotations = Object.keys(objectAt(metadata, 'annotations'));
    if (!annotations.every((key) => isNoise(key) || key === RECONCILE_REQUEST))
      diagnostics.push(unsupported(manifest, ['metadata', 'annotations'], cluster));
    const { [SHARD_LABEL]: _, ...written } = objectAt(metadata, 'labels');
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

/** When a person asked Flux to reconcile. */
const RECONCILE_REQUEST = 'reconcile.fluxcd.io/requestedAt';

/** What fields that are left out mean, where a fleet does not write them either. */
const UNSET: Readonly<Record<string, Value>> = { force: false, dependsOn: [], serviceAccountName: '' };

/** On a hub each Kustomization has its cluster in its name. */
function nameWithout({ manifest, cluster }: FluxKustomization, isHub: boolean): string {
  const name = nameOf(manifest.object);
  return isHub && name.endsWith(`-${cluster}`) ? name.slice(0, -cluster.length - 1) : name;
}

/** The value with `{cluster}` instead of the cluster's name. */
function forEach(value: Value, cluster: string): Value {
  return mapStrings(value, (text, field) =>
    field === 'name' ? text.replaceAll(cluster, '{cluster}') : text,
  );
}

/** How many controllers share the Kustomizations, as far as their names say it. */
function shardsOf(kustomizations: readonly FluxKustomization[]): number | undefined {
  const wanted = kustomizations.map(({ manifest, cluster }) => {
    const key = objectAt(objectAt(manifest.object, 'metadata'), 'labels')[SHARD_LABEL];
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
    found.set(key, {
      kind: reference.kind ?? 'Secret',
      name,
      variables: [...variables],
    });
  }
  return [...found.values()];
}

function unsupported(manifest: FluxKustomization['manifest'], path: Path, cluster: string): Diagnostic {
  return {
    code: 'not-imported',
    severity: 'warning',
    message: `the Kustomization of ${cluster} has ${fieldText(path)}, which delivery.flux cannot express`,
    help: 'If the field is needed, keep your own Kustomization instead of the generated one',
    at: manifest.locate(path, 'key'),
  };
}

/** ConfigMaps and Secrets that are not in the sources, so that nobody knows which of them has a value, and whether one that may be missing has. */
function unsureSources(
  manifest: FluxKustomization['manifest'],
  { references, variables }: FluxKustomization['unknown'],
  cluster: string,
): Diagnostic[] {
  const [first = '', ...others] = references.map(({ kind, name }) => `${String(kind)}/${String(name)}`);
  const isOptional = references[0]?.optional === true;
  if (others.length === 0 && !isOptional) return [];
  const taken = `the Kustomization of ${cluster} takes ${variables.join(', ')} from`;
  return [
    {
      code: 'not-imported',
      severity: 'warning',
      message:
        others.length > 0
          ? `${taken} ${first} or ${others.join(' or ')}, which are not in the sources; the fleet takes all of them from ${first}`
          : `${taken} ${first}, which is optional; the fleet requires it, since the variables have no other value`,
      help: 'Correct delivery.flux.substituteFrom in fleet.yaml, and give the variables a default if the object may be missing',
      at: manifest.locate(['spec', 'postBuild', 'substituteFrom'], 'key'),
    },
  ];
}

/** Fields of the spec go by their names alone. */
function fieldText([section, ...path]: Path): string {
  return pathText(section === 'spec' ? path : [section ?? '', ...path]);
}

function different(manifest: FluxKustomization['manifest'], path: Path, cluster: string): Diagnostic {
  const field = String(path.at(-1));

  return {
    code: 'not-imported',
    severity: 'warning',
    message: `the Kustomization of ${cluster} has a different ${field} than the first one; delivery.flux has one for all clusters`,
    help: `Set ${field} in fleet.yaml to a value that fits all clusters`,
    at: manifest.locate(path),
  };
}
