import { isObject, type ValueObject } from '@kustomize-ts/core';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { equal } from '../load/merge.ts';
import type { FluxKustomization } from './sources/flux.ts';
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

/** Fields that the fleet writes itself. */
const WRITTEN: ReadonlySet<string> = new Set([
  ...FIELDS,
  'path',
  'sourceRef',
  'postBuild',
  'kubeConfig',
  'healthCheckExprs',
]);

/** What a fleet says of Flux, so that its Kustomizations replace those that apply the pools now. */
export interface FluxDeliveryFound {
  delivery: ValueObject;
  /** The name of the Kustomizations, which the fleet must have for Flux to keep what they have applied. */
  name: string | undefined;
  diagnostics: Diagnostic[];
}

/** Reads `delivery.flux` from the Kustomizations that apply the pools; what they have and it cannot say is reported. */
export function fluxDelivery(kustomizations: readonly FluxKustomization[]): FluxDeliveryFound {
  const [first] = kustomizations;
  const diagnostics: Diagnostic[] = [];
  const spec = first?.spec ?? {};
  const flux: ValueObject = {};
  const namespace = namespaceOf(first);
  if (namespace !== undefined && namespace !== 'flux-system') flux.namespace = namespace;
  if (isObject(spec.sourceRef ?? null)) flux.sourceRef = spec.sourceRef ?? null;
  for (const field of FIELDS) if (spec[field] !== undefined) flux[field] = spec[field];
  const names = new Set(kustomizations.map(({ manifest }) => nameOf(manifest.object)));
  for (const { manifest, spec: own, cluster } of kustomizations) {
    for (const [field, value] of Object.entries(own)) {
      if (!WRITTEN.has(field)) diagnostics.push(unsupported(manifest, field, cluster));
      else if ((FIELDS as readonly string[]).includes(field) && !equal(value, spec[field]))
        diagnostics.push(different(manifest, field, cluster));
    }
  }
  const references = substituteFrom(kustomizations);
  if (references.length > 0) flux.substituteFrom = references;
  return { delivery: { flux }, name: names.size === 1 ? [...names][0] : undefined, diagnostics };
}

function namespaceOf(one: FluxKustomization | undefined): string | undefined {
  const metadata = one?.manifest.object.metadata ?? null;
  return isObject(metadata) && typeof metadata.namespace === 'string' ? metadata.namespace : undefined;
}

function substituteFrom(kustomizations: readonly FluxKustomization[]): ValueObject[] {
  const found = new Map<string, ValueObject>();
  for (const { unknown, cluster } of kustomizations) {
    const [reference] = unknown.references;
    if (!reference || unknown.variables.length === 0) continue;
    const name = String(reference.name).replace(cluster, '{cluster}');
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
