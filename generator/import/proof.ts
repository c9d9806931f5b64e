import {
  type Cache,
  createCache,
  type FileSystem,
  memoryFileSystem,
  type Value,
  type ValueObject,
} from '@kustomize-ts/core';
import type { Crds } from '../check/crd/crds.ts';
import { openRevision, type RevisionState } from '../check/update/revision.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { emit } from '../emit/index.ts';
import { overlayFolder } from '../emit/paths.ts';
import type { Fleet } from '../load/index.ts';
import { equal } from '../load/merge.ts';
import { mapStrings } from '../load/strings.ts';
import { DOLLAR } from '../load/template.ts';
import { type Difference, differences, type Rules } from '../plan/differences.ts';
import { makePlan, type Plan } from '../plan/plan.ts';
import { valueText } from '../plan/value-text.ts';
import { objectName, renderOverlay } from '../render/index.ts';
import type { ImportedEnvironment } from './environments.ts';
import { createFieldSchema, isIntOrString } from './field-schema.ts';
import type { CleanTarget } from './reading.ts';
import { targetName } from './target.ts';

/** That a fleet gives each target the objects that it has now. */
export interface Proof {
  /** Each way in which an object would be different. */
  diagnostics: Diagnostic[];
  /** How many targets and objects were compared. */
  targets: number;
  objects: number;
  /** What the fleet does to the nodes of the clusters. */
  plan: Plan;
}

/** Renders a fleet for each target, compares it with what the target has, and plans the change of one to the other. */
export function proveFleet(
  fleet: Fleet,
  targets: readonly CleanTarget[],
  environments: readonly ImportedEnvironment[],
  { crds, at, onTarget }: { crds: Crds; at: number; onTarget?: (done: number, total: number) => void },
): Proof {
  const files = memoryFileSystem(Object.fromEntries(emit(fleet).files));
  const after = openRevision({ fleet, files, root: '/', name: 'fleet.yaml' });
  const cache = createCache();
  const present = new Map<string, ReadonlyMap<string, ValueObject>>();
  const diagnostics: Diagnostic[] = [];
  let objects = 0;
  for (const [index, target] of targets.entries()) {
    onTarget?.(index, targets.length);
    const environment = environmentOf(target, environments);
    const had = new Map(target.objects.map((source) => [source.key, source.object]));
    if (target.cluster !== undefined) present.set(target.cluster, had);
    const gets =
      target.cluster === undefined
        ? withoutValues(files, fleet, environment, cache)
        : after.objectsOf(target.cluster);
    objects += had.size;
    diagnostics.push(...compare(target, gets, fleet, environment, crds));
  }
  const before: RevisionState = {
    ...after,
    revision: 'what clusters have',
    objectsOf: (cluster) => present.get(cluster) ?? new Map(),
  };
  return { diagnostics, targets: targets.length, objects, plan: makePlan({ before, after, crds, at }) };
}

function environmentOf(
  { environment, cluster }: CleanTarget,
  environments: readonly ImportedEnvironment[],
): string {
  const own =
    cluster === undefined ? undefined : environments.find(({ clusters }) => clusters.includes(cluster));
  return own?.name ?? environment;
}

/** An environment's objects with `${NAME}` as it is; a literal `$` alone is put back. */
function withoutValues(
  files: FileSystem,
  fleet: Fleet,
  environment: string,
  cache: Cache,
): Map<string, ValueObject> {
  const overlay = renderOverlay(files, `/${overlayFolder(fleet.spec, environment)}`, cache);
  return new Map((overlay.ok ? overlay.value.objects : []).map((object) => [objectName(object), object]));
}

function compare(
  target: CleanTarget,
  gets: ReadonlyMap<string, ValueObject>,
  fleet: Fleet,
  environment: string,
  crds: Crds,
): Diagnostic[] {
  const of = fleet.spec.environments[environment];
  const own = target.cluster === undefined ? undefined : of?.clusters?.[target.cluster];
  const karpenter = own?.karpenter ?? of?.karpenter ?? fleet.spec.karpenter;
  const stored = (object: ValueObject | undefined): Value | undefined => {
    if (object === undefined) return undefined;
    const plain =
      target.cluster === undefined
        ? (mapStrings(object, (text) => text.replaceAll(`\${${DOLLAR}}`, '$')) as ValueObject)
        : object;
    return (
      crds.crd(karpenter, String(object.apiVersion), String(object.kind))?.validator.validate(plain).stored ??
      plain
    );
  };
  const schemaOf = createFieldSchema(crds, karpenter);
  /** `cpu: "100"` and `cpu: 100` are one quantity. */
  const rulesFor = (object: ValueObject): Rules => ({
    isSame: (a, b, path) =>
      equal(a, b) || (isScalar(a) && String(a) === String(b) && isIntOrString(schemaOf(object, path))),
    isSet: () => false,
  });
  const found: Diagnostic[] = [];
  for (const { key, object, source } of target.objects)
    for (const difference of differences(stored(object), stored(gets.get(key)), rulesFor(object)))
      found.push({
        code: 'import-differs',
        severity: 'error',
        message: messageOf(target, key, difference),
        help: difference.path[0] === 'metadata' ? METADATA_HELP : SOURCE_HELP,
        object: key,
        ...(difference.label === '' ? {} : { field: difference.label }),
        ...(target.cluster === undefined ? { environment } : { environment, clusters: [target.cluster] }),
        at: source.locate(difference.path),
      });
  const known = new Set(target.objects.map(({ key }) => key));
  for (const key of gets.keys())
    if (!known.has(key))
      found.push({
        code: 'import-differs',
        severity: 'error',
        message: `${targetName(target)} would get ${key}, which its source does not have`,
        help: 'Write fleet.yaml with --force and exclude it there',
        object: key,
        environment,
      });
  return found;
}

function isScalar(value: Value | undefined): boolean {
  return typeof value === 'string' || typeof value === 'number';
}

const SOURCE_HELP =
  'Change the source to something that fleet.yaml can express, or write fleet.yaml with --force and correct it';

/** Environments patch specs; the values of labels and annotations differ by variables. */
const METADATA_HELP =
  'Give the object the same labels and annotations in all environments; their values may differ, except for numbers and booleans';

function messageOf(target: CleanTarget, key: string, { label, before, after }: Difference): string {
  if (label === '') return `${targetName(target)} has ${key}, and would not get it from the fleet`;
  const has = before === undefined ? 'does not have the field' : `has ${valueText(before)}`;
  const gets = after === undefined ? 'nothing' : valueText(after);
  return `${key} of ${targetName(target)}: ${label} ${has}, and would get ${gets} from the fleet`;
}
