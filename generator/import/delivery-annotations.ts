import type { Value, ValueObject } from '@kustomize-ts/core';
import { objectAt } from '../instances/objects/fields.ts';
import { annotationsOf } from '../instances/objects/metadata.ts';
import { ARGOCD_OPTIONS, ARGOCD_WAVE, FLUX_PRUNE, usualWave } from '../load/delivery-annotations.ts';
import type { ImportedEnvironment } from './environments.ts';
import { refName } from './node-class-ref.ts';

/** An object as the base of the overlays has it, where there is one. */
export interface BaseVersion {
  /** Such as `NodePool/gpu`. */
  key: string;
  kind: 'NodePool' | 'EC2NodeClass';
  name: string;
  written: ValueObject | undefined;
}

/** Objects without the annotations that a fleet's delivery sets, and the declarations that set them. */
export interface DeclaredAnnotations {
  /** The objects of the base, by key. */
  written: ReadonlyMap<string, ValueObject>;
  environments: ImportedEnvironment[];
  /** Pools with `protect: true`. */
  protectedPools: ReadonlySet<string>;
  /** `protect` of environments that declare it. */
  protect: ReadonlyMap<string, boolean>;
  /** The settings of `delivery.argocd`. */
  argocd: ValueObject;
}

/**
 * Reads `protect`, `syncWaves` and `protection` from the annotations that they set. Annotations that no such declaration explains stay
 * annotations of the objects.
 * @param delivery `spec.delivery` of the fleet
 */
export function readDeliveryAnnotations(
  objects: readonly BaseVersion[],
  environments: readonly ImportedEnvironment[],
  delivery: ValueObject | undefined,
): DeclaredAnnotations {
  const hasArgocd = delivery?.argocd !== undefined;
  const hasFlux = delivery?.flux !== undefined;
  const waves = hasArgocd ? usualWaves(objects, environments) : new Set<string>();
  const word = markedWord(objects, environments, hasFlux);
  const marks: Marks = { hasFlux, word: hasArgocd ? word : undefined };
  const protection = hasFlux || hasArgocd ? protectionOf(objects, environments, marks) : undefined;
  const pruned = keysOf(objects.filter((one) => hasOwnPrune(versionsOf(one, environments), marks)));
  const bare = (key: string, value: ValueObject): ValueObject => {
    const isBare = !protection || protection.kept.has(key) || !isMarked(value, marks);
    const unmarked = isBare ? value : withoutMarks(value, { ...marks, hasFlux: hasFlux && !pruned.has(key) });
    return waves.has(key) ? withAnnotation(unmarked, ARGOCD_WAVE, undefined) : unmarked;
  };
  return {
    written: new Map(objects.flatMap(({ key, written }) => (written ? [[key, bare(key, written)]] : []))),
    environments: environments.map((one) => ({
      ...one,
      objects: new Map(Array.from(one.objects, ([key, value]) => [key, bare(key, value)])),
    })),
    protectedPools: protection?.pools ?? new Set(),
    protect: protection?.environments ?? new Map(),
    argocd: {
      ...(waves.size > 0 ? { syncWaves: true } : {}),
      ...(protection && marks.word === NEVER ? { protection: 'never' } : {}),
    },
  };
}

/** All versions of an object: in the base and in the environments that have it. */
function versionsOf(
  { key, written }: BaseVersion,
  environments: readonly ImportedEnvironment[],
): ValueObject[] {
  const present = environments.flatMap<ValueObject>((one) => one.objects.get(key) ?? []);
  return written ? [written, ...present] : present;
}

/** The objects whose wave is the one of their kind, where every object has a wave. */
function usualWaves(
  objects: readonly BaseVersion[],
  environments: readonly ImportedEnvironment[],
): Set<string> {
  const waves = (one: BaseVersion) =>
    versionsOf(one, environments).map((value) => annotationsOf(value)[ARGOCD_WAVE]);
  if (objects.some((one) => waves(one).includes(undefined))) return new Set();
  const usual = objects.filter((one) => waves(one).every((wave) => wave === usualWave(one.kind)));
  // A pool and its own node class have their annotations from one place.
  const isAlone = ({ key, name }: BaseVersion): boolean =>
    objects.some((other) => other.key !== key && other.name === name && !usual.includes(other));
  return new Set(usual.filter((one) => !isAlone(one)).map(({ key }) => key));
}

/** What the options of Argo CD say of a protected object. */
type Word = 'confirm' | 'false';

const NEVER: Word = 'false';

/** How a protected object is recognized. */
interface Marks {
  hasFlux: boolean;
  /** Undefined where Argo CD does not deliver. */
  word: Word | undefined;
}

function markedWord(
  objects: readonly BaseVersion[],
  environments: readonly ImportedEnvironment[],
  hasFlux: boolean,
): Word {
  const all = objects.flatMap((one) => versionsOf(one, environments));
  const has = (word: Word): boolean => all.some((value) => isMarked(value, { hasFlux, word }));
  return has(NEVER) && !has('confirm') ? NEVER : 'confirm';
}

/** The end of the options of a protected object. */
const OPTIONS = /(?:^|,)Delete=(confirm|false),Prune=\1$/;

function isMarked(value: ValueObject, { hasFlux, word }: Marks): boolean {
  const { [FLUX_PRUNE]: prune, [ARGOCD_OPTIONS]: options = '' } = annotationsOf(value);
  if (hasFlux && prune !== 'disabled') return false;
  return word === undefined || OPTIONS.exec(String(options))?.[1] === word;
}

/** Whether an object says itself that Flux does not delete it, protected or not. */
function hasOwnPrune(versions: readonly ValueObject[], marks: Marks): boolean {
  return versions.some((value) => annotationsOf(value)[FLUX_PRUNE] !== undefined && !isMarked(value, marks));
}

function withoutMarks(value: ValueObject, { hasFlux, word }: Marks): ValueObject {
  const kept = hasFlux ? withAnnotation(value, FLUX_PRUNE, undefined) : value;
  if (word === undefined) return kept;
  const own = String(annotationsOf(value)[ARGOCD_OPTIONS]).replace(OPTIONS, '');
  return withAnnotation(kept, ARGOCD_OPTIONS, own === '' ? undefined : own);
}

interface Protection {
  pools: Set<string>;
  environments: Map<string, boolean>;
  /** Objects that have the annotation themselves, by key. */
  kept: ReadonlySet<string>;
}

/** The `protect` of pools and environments that protects exactly the objects that are; undefined where none does. */
function protectionOf(
  objects: readonly BaseVersion[],
  environments: readonly ImportedEnvironment[],
  marks: Marks,
): Protection | undefined {
  const marked = (isEnough: 'every' | 'some', isDeclared: boolean): Set<string> =>
    keysOf(
      objects.filter((one) => {
        const versions = isDeclared && one.written ? [one.written] : versionsOf(one, environments);
        return versions[isEnough]((value) => isMarked(value, marks));
      }),
    );
  // Options of Argo CD that an object has itself would be there twice.
  const always = marks.word === undefined ? marked('every', false) : new Set<string>();
  for (const isEnough of ['every', 'some'] as const) {
    const declared = marked(isEnough, true);
    for (const own of [new Set<string>(), always]) {
      const pools = objects.filter(
        (one) =>
          one.kind === 'NodePool' &&
          declared.has(one.key) &&
          declared.has(classKey(one, environments)) &&
          !own.has(one.key),
      );
      // A node class is protected with the first pool that uses it.
      const covered = new Set(pools.flatMap((pool) => [pool.key, classKey(pool, environments)]));
      const kept = own.size > 0 ? own : new Set([...always].filter((key) => !covered.has(key)));
      const found = withPools(pools, { covered, kept }, objects, environments, marks);
      if (found) return found;
    }
  }
  return undefined;
}

function withPools(
  pools: readonly BaseVersion[],
  { covered, kept }: { covered: ReadonlySet<string>; kept: ReadonlySet<string> },
  objects: readonly BaseVersion[],
  environments: readonly ImportedEnvironment[],
  marks: Marks,
): Protection | undefined {
  const isAsDeclared = (key: string, value: ValueObject): boolean =>
    kept.has(key) || isMarked(value, marks) === covered.has(key);
  if (!objects.every(({ key, written }) => written === undefined || isAsDeclared(key, written)))
    return undefined;
  const own = new Map<string, boolean>();
  for (const { name, objects: present } of environments) {
    if ([...present].every(([key, value]) => isAsDeclared(key, value))) continue;
    const others = [...present].filter(([key]) => !kept.has(key));
    const marked = others.filter(([, value]) => isMarked(value, marks)).length;
    if (marked > 0 && marked < others.length) return undefined;
    own.set(name, marked > 0);
  }
  return { pools: new Set(pools.map(({ name }) => name)), environments: own, kept };
}

function keysOf(objects: readonly BaseVersion[]): Set<string> {
  return new Set(objects.map(({ key }) => key));
}

/** The key of the node class that a pool refers to. */
function classKey(pool: BaseVersion, environments: readonly ImportedEnvironment[]): string {
  const [first] = versionsOf(pool, environments);
  return first ? `EC2NodeClass/${refName(first)}` : '';
}

/** The object with an annotation, or without it; without annotations where none is left. */
function withAnnotation(object: ValueObject, key: string, value: Value | undefined): ValueObject {
  const { [key]: known, ...others } = annotationsOf(object);
  if (known === undefined) return object;
  const annotations = value === undefined ? others : { ...annotationsOf(object), [key]: value };
  const { annotations: _, ...metadata } = objectAt(object, 'metadata');
  const isEmpty = Object.keys(annotations).length === 0;
  return { ...object, metadata: isEmpty ? metadata : { ...metadata, annotations } };
}
