import { isObject, type Value, type ValueObject } from '@kustomize-ts/core';
import { diffPatch, equal } from '../load/merge.ts';
import { SHARED_CLASSES } from '../load/names.ts';
import { NODE_CLASS_GROUP } from '../load/objects.ts';
import type { Path } from '../load/path.ts';
import { valueAt } from '../load/value-at.ts';
import { intersection, majority } from './common.ts';
import type { DeclaredAnnotations } from './delivery-annotations.ts';
import type { ImportedEnvironment } from './environments.ts';
import { NODE_CLASS_REF, refName } from './node-class-ref.ts';
import { type PatchStyle, patchBetween } from './patches.ts';
import type { CleanSource } from './reading.ts';

/** An object as the fleet declares it, and as environments have it; in emitted form. */
export interface ImportedObject {
  key: string;
  kind: 'NodePool' | 'EC2NodeClass';
  name: string;
  base: ValueObject;
  /** The first source that has it, for comments, style and places. */
  source: CleanSource;
  /** How differences of an environment are written. */
  styleIn(environment: string): PatchStyle;
}

/** What a part of the spec is made of, for comments and style. */
export interface Origin {
  /** Below `spec` of the fleet. */
  at: Path;
  source: CleanSource;
}

/** The parts of a fleet's spec that are made of objects; texts are in emitted form. */
export interface Assembly {
  defaults: ValueObject;
  nodeClasses: ValueObject;
  pools: ValueObject;
  /** Differences by environment, without its clusters. */
  environments: Record<string, ValueObject>;
  origins: Origin[];
}

/**
 * What objects of environments have in common: the base of the overlays where there is one, else what most have. Labels and annotations,
 * which environments cannot change, are those of most of them.
 */
export function baseOf(
  key: string,
  environments: readonly ImportedEnvironment[],
  written: ValueObject | undefined,
): ValueObject {
  const values = environments.flatMap(({ objects }) => objects.get(key) ?? []);
  if (written && values.length === 0) return written;
  const common = majority(values) as ValueObject;
  return written ? { ...written, metadata: common.metadata ?? {} } : common;
}

/** Divides objects into defaults, shared node classes, pools and what is different in environments. */
export function assemble(
  objects: readonly ImportedObject[],
  environments: readonly ImportedEnvironment[],
  { protectedPools, protect }: Pick<DeclaredAnnotations, 'protectedPools' | 'protect'>,
): Assembly {
  const pools = objects.filter(({ kind }) => kind === 'NodePool');
  const classes = objects.filter(({ kind }) => kind === 'EC2NodeClass');
  const own = new Set(classes.filter((one) => isOwn(one, pools, environments)).map(({ name }) => name));
  const bare = new Map(pools.map((pool) => [pool.name, withoutRef(pool.base, refName(pool.base))]));
  const poolDefaults = defaultsOf([...bare.values()]);
  const classDefaults = defaultsOf(classes.map(({ base }) => base));
  const assembly: Assembly = {
    defaults: {
      ...(poolDefaults ? { nodePool: poolDefaults } : {}),
      ...(classDefaults ? { nodeClass: classDefaults } : {}),
    },
    nodeClasses: {},
    pools: {},
    environments: {},
    origins: [],
  };
  for (const one of classes) {
    if (own.has(one.name)) continue;
    assembly.nodeClasses[one.name] = {
      ...metadataOf(one.base),
      nodeClass: besides(classDefaults, specOf(one.base)),
    };
    assembly.origins.push({ at: ['nodeClasses', one.name, 'nodeClass'], source: one.source });
  }
  for (const pool of pools) {
    const ownClass = own.has(pool.name) ? classes.find(({ name }) => name === pool.name) : undefined;
    assembly.pools[pool.name] = {
      ...(protectedPools.has(pool.name) ? { protect: true } : {}),
      ...metadataOf(pool.base),
      nodePool: besides(poolDefaults, specOf(bare.get(pool.name) ?? pool.base)),
      nodeClass: ownClass ? besides(classDefaults, specOf(ownClass.base)) : refName(pool.base),
    };
    assembly.origins.push({ at: ['pools', pool.name, 'nodePool'], source: pool.source });
    if (ownClass) assembly.origins.push({ at: ['pools', pool.name, 'nodeClass'], source: ownClass.source });
  }
  for (const environment of environments) {
    const isProtected = protect.get(environment.name);
    assembly.environments[environment.name] = {
      ...(isProtected === undefined ? {} : { protect: isProtected }),
      ...differencesOf(environment, objects, own),
    };
  }
  return assembly;
}

/** Whether a node class is a pool's own: of its name, used by no other, and there wherever the pool is. */
function isOwn(
  one: ImportedObject,
  pools: readonly ImportedObject[],
  environments: readonly ImportedEnvironment[],
): boolean {
  const pool = pools.find(({ name }) => name === one.name);
  if (!pool || refName(pool.base) !== one.name) return false;
  if (!equal(metadataOf(pool.base), metadataOf(one.base))) return false;
  if (one.source.source.file.includes(`/${SHARED_CLASSES}/`)) return false;
  if (pools.some((other) => other !== pool && usesClass(other, one.name, environments))) return false;
  return environments.every(({ objects }) => objects.has(one.key) === objects.has(pool.key));
}

function usesClass(
  pool: ImportedObject,
  nodeClass: string,
  environments: readonly ImportedEnvironment[],
): boolean {
  const own = environments.flatMap<ValueObject>(({ objects }) => objects.get(pool.key) ?? []);
  return [pool.base, ...own].some((version) => refName(version) === nodeClass);
}

/** The pool without the reference that the fleet gives it anyway. */
function withoutRef(pool: ValueObject, nodeClass: string): ValueObject {
  const usual = { group: NODE_CLASS_GROUP, kind: 'EC2NodeClass', name: nodeClass };
  return equal(valueAt(pool, NODE_CLASS_REF), usual) ? (without(pool, NODE_CLASS_REF) as ValueObject) : pool;
}

/** The value without a field, and without mappings that are empty for that. */
function without(value: Value, [step, ...rest]: Path): Value {
  if (!isObject(value) || step === undefined || !Object.hasOwn(value, step)) return value;
  const { [step]: inner = null, ...others } = value;
  if (rest.length === 0) return others;
  const left = without(inner, rest);
  const isEmpty = isObject(left) && Object.keys(left).length === 0;
  if (isEmpty) return others;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, key === step ? left : item]));
}

function specOf(object: ValueObject): ValueObject {
  const { spec = null } = object;
  return isObject(spec) ? spec : {};
}

function metadataOf({ metadata = null }: ValueObject): ValueObject {
  if (!isObject(metadata)) return {};
  const { labels, annotations } = metadata;
  return { ...(labels ? { labels } : {}), ...(annotations ? { annotations } : {}) };
}

/** What all specs have in common; one spec has nothing to share. */
function defaultsOf(objects: readonly ValueObject[]): ValueObject | undefined {
  if (objects.length < 2) return undefined;
  const common = intersection(objects.map(specOf)) ?? null;
  return isObject(common) && Object.keys(common).length > 0 ? common : undefined;
}

function besides(defaults: ValueObject | undefined, spec: ValueObject): ValueObject {
  if (!defaults) return spec;
  const own = diffPatch(defaults, spec) ?? null;
  return isObject(own) ? own : {};
}

function differencesOf(
  { name, objects: present }: ImportedEnvironment,
  objects: readonly ImportedObject[],
  own: ReadonlySet<string>,
): ValueObject {
  const pools: ValueObject = {};
  const nodeClasses: ValueObject = {};
  for (const object of objects) {
    const here = present.get(object.key);
    const isOwnClass = object.kind === 'EC2NodeClass' && own.has(object.name);
    if (!here) {
      if (object.kind === 'NodePool') pools[object.name] = false;
      else if (!isOwnClass) nodeClasses[object.name] = false;
      continue;
    }
    const { merge, operations } = patchBetween(specOf(object.base), specOf(here), object.styleIn(name));
    if (!merge && operations.length === 0) continue;
    const list = operations as unknown as Value;
    const field = object.kind === 'NodePool' ? 'nodePool' : 'nodeClass';
    const group = object.kind === 'NodePool' || isOwnClass ? pools : nodeClasses;
    const known = group[object.name] ?? null;
    group[object.name] = {
      ...(isObject(known) ? known : {}),
      ...(merge ? { [field]: merge } : {}),
      ...(operations.length > 0 ? { [`${field}Json6902`]: list } : {}),
    };
  }
  return {
    ...(Object.keys(pools).length > 0 ? { pools } : {}),
    ...(Object.keys(nodeClasses).length > 0 ? { nodeClasses } : {}),
  };
}
