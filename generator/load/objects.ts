import { applyJson6902, isObject, type Value, type ValueObject } from '@kustomize-ts/core';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { withDeliveryAnnotations } from './delivery-annotations.ts';
import type { FleetSpec, NodeClassSpec, PoolSpec } from './fleet.ts';
import { measure } from './measure.ts';
import { mergePatch } from './merge.ts';
import { operationFault } from './operation-fault.ts';
import type { Path } from './path.ts';
import type { FleetObject, JsonPatchOperation, ResolvedObjects } from './resolved.ts';
import { isScriptField, mapStrings } from './strings.ts';
import { toTemplate } from './template.ts';
import { valueAt } from './value-at.ts';

/** Values that an object may hold; etcd stores none of such a size. */
const MAX_OBJECT = 100_000;

export const NODE_CLASS_GROUP = 'karpenter.k8s.aws';

/**
 * Merges defaults, pool and environment (RFC 7386, in this order), then applies the environment's JSON6902 operations.
 * `report` gets a diagnostic without position and the path of the operation that cannot be applied.
 */
export function resolveObjects(
  spec: FleetSpec,
  report: (diagnostic: Omit<Diagnostic, 'at'>, at: Path) => void,
): ResolvedObjects {
  const base = [
    ...sharedClasses(spec),
    ...Object.keys(spec.pools).flatMap((pool) => poolObjects(spec, pool)),
  ];
  const environments = Object.keys(spec.environments).map((name) => ({
    name,
    objects: base.flatMap((object) => inEnvironment(spec, name, object, report) ?? []),
  }));
  return { base, environments };
}

function sharedClasses(spec: FleetSpec): FleetObject[] {
  return Object.keys(spec.nodeClasses ?? {}).map((name) => {
    const layers: Path[] = [
      ['nodeClasses', name, 'nodeClass'],
      ['defaults', 'nodeClass'],
    ];
    const isProtected = isProtectedClass(spec, name);
    const own = metadataOf(spec, spec.nodeClasses?.[name]);
    const metadata = withDeliveryAnnotations(spec, 'EC2NodeClass', isProtected, own);
    return object(
      { kind: 'EC2NodeClass', name, pool: undefined },
      mergedSpec(spec, layers),
      metadata,
      layers,
    );
  });
}

function poolObjects(spec: FleetSpec, pool: string): FleetObject[] {
  const declared = spec.pools[pool];
  if (!declared) return [];
  const metadata = (kind: FleetObject['kind']): ValueObject =>
    withDeliveryAnnotations(spec, kind, declared.protect === true, metadataOf(spec, declared));
  const shared = typeof declared.nodeClass === 'string' ? declared.nodeClass : undefined;
  const poolLayers: Path[] = [
    ['pools', pool, 'nodePool'],
    ['defaults', 'nodePool'],
  ];
  const nodePoolSpec = withNodeClassRef(mergedSpec(spec, poolLayers), shared ?? pool);
  const objects = [
    object({ kind: 'NodePool', name: pool, pool }, nodePoolSpec, metadata('NodePool'), poolLayers),
  ];
  if (shared === undefined) {
    const layers: Path[] = [
      ['pools', pool, 'nodeClass'],
      ['defaults', 'nodeClass'],
    ];
    const classSpec = mergedSpec(spec, layers);
    objects.push(
      object({ kind: 'EC2NodeClass', name: pool, pool }, classSpec, metadata('EC2NodeClass'), layers),
    );
  }
  return objects;
}

function object(
  id: Pick<FleetObject, 'kind' | 'name' | 'pool'>,
  spec: Value,
  metadata: ValueObject,
  layers: Path[],
): FleetObject {
  const { kind, name } = id;
  const apiVersion = kind === 'NodePool' ? 'karpenter.sh/v1' : `${NODE_CLASS_GROUP}/v1`;
  return {
    ...id,
    value: { apiVersion, kind, metadata: { name, ...metadata }, spec },
    layers,
    operations: [],
  };
}

function mergedSpec(spec: FleetSpec, layers: readonly Path[]): Value {
  return layers.reduceRight<Value>(
    (merged, layer) => mergePatch(merged, templated(spec, valueAt(spec as unknown as Value, layer) ?? {})),
    {},
  );
}

/** A class that several pools share outlives the first of them that is protected. */
function isProtectedClass(spec: FleetSpec, name: string): boolean {
  return Object.values(spec.pools).some((pool) => pool.nodeClass === name && pool.protect === true);
}

/** An environment's own `protect` counts more than its pools'. */
function protectedAs(spec: FleetSpec, environment: string, object: FleetObject): FleetObject {
  const protect = spec.environments[environment]?.protect;
  if (protect === undefined) return object;
  const declared = object.pool === undefined ? spec.nodeClasses?.[object.name] : spec.pools[object.pool];
  const own = metadataOf(spec, declared);
  const metadata = withDeliveryAnnotations(spec, object.kind, protect, own);
  return { ...object, value: { ...object.value, metadata: { name: object.name, ...metadata } } };
}

/** Labels and annotations of a shared node class or of a pool's objects, where it has any. */
function metadataOf(spec: FleetSpec, declared: PoolSpec | NodeClassSpec | undefined): ValueObject {
  const metadata: ValueObject = {};
  for (const part of ['labels', 'annotations'] as const) {
    const value = declared?.[part];
    if (value && Object.keys(value).length > 0) metadata[part] = templated(spec, value);
  }
  return metadata;
}

/** A NodePool without `nodeClassRef` refers to the EC2NodeClass that the fleet gives it. */
function withNodeClassRef(spec: Value, nodeClass: string): Value {
  const ref = { group: NODE_CLASS_GROUP, kind: 'EC2NodeClass', name: nodeClass };
  return mergePatch({ template: { spec: { nodeClassRef: ref } } }, spec);
}

function inEnvironment(
  spec: FleetSpec,
  environment: string,
  declared: FleetObject,
  report: (diagnostic: Omit<Diagnostic, 'at'>, at: Path) => void,
): FleetObject | undefined {
  const base = protectedAs(spec, environment, declared);
  const group = base.pool === undefined ? 'nodeClasses' : 'pools';
  const at: Path = ['environments', environment, group, base.pool ?? base.name];
  const override = valueAt(spec as unknown as Value, at);
  if (override === false) return undefined;
  if (!isObject(override)) return base;

  const field = base.kind === 'NodePool' ? 'nodePool' : 'nodeClass';
  const operationsField = `${field}Json6902`;
  const patch = override[field];
  const operations = ((override[operationsField] ?? []) as unknown as JsonPatchOperation[]).map(
    (operation, i) => ({
      operation,
      at: [...at, operationsField, i],
    }),
  );
  if (patch === undefined && operations.length === 0) return base;

  let merged: Value = base.value;
  if (patch !== undefined) merged = mergePatch(merged, { spec: templated(spec, patch) });
  for (const { operation, at: place } of operations) {
    try {
      merged = applyOperation(merged, operation, spec);
    } catch (error) {
      report(
        cannotApply(operation, base, environment, operationFault(operation, merged, base, error)),
        place,
      );
    }
  }
  return {
    ...base,
    value: merged as ValueObject,
    layers: patch === undefined ? base.layers : [[...at, field], ...base.layers],
    operations,
  };
}

/** Operations may change the spec and nothing else: name and kind are the fleet's to give. */
function applyOperation(object: Value, operation: JsonPatchOperation, spec: FleetSpec): Value {
  for (const path of [operation.path, operation.from ?? operation.path]) {
    if (!path.startsWith('/spec/')) throw new Error(`${path} is not below /spec`);
  }
  const result = applyJson6902(object, [templated(spec, operation)]);
  // Copies of copies grow as 2 to the number of operations.
  if (measure(result).values > MAX_OBJECT) throw new Error(`the object grows beyond ${MAX_OBJECT} values`);
  return result;
}

function cannotApply(
  operation: JsonPatchOperation,
  base: FleetObject,
  environment: string,
  fault: { message: string; help: string },
): Omit<Diagnostic, 'at'> {
  return {
    code: 'json6902-failed',
    severity: 'error',
    message: `the operation ${operation.op} ${operation.path} cannot be applied: ${fault.message}`,
    help: fault.help,
    environment,
    object: `${base.kind}/${base.name}`,
  };
}

/** The value with every string in emitted form; `checkTemplates` reports the faults. */
function templated(spec: FleetSpec, value: unknown): Value {
  const declared = spec.variables ?? {};
  return mapStrings(value, (text, field) => toTemplate(text, { declared, isScript: isScriptField(field) }));
}
