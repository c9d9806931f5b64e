import { isObject, type ValueObject } from '@kustomize-ts/core';
import type { Path } from '../../load/path.ts';
import { valueAt } from '../../load/value-at.ts';
import { objectAt, own, stringAt } from '../objects/fields.ts';
import { isDaemon, isRayGroup, type Pod, podsOf } from '../objects/pods.ts';

/** Pods of one template. */
export interface WorkloadGroup {
  pod: Pod;
  /** Which of the workload's templates, such as `head`; undefined where it has one. */
  name: string | undefined;
  /** How many pods it declares. */
  replicas: number;
}

/** The pods that the objects declare, except those of DaemonSets: any kind with a pod template counts. */
export function groupsOf(objects: readonly ValueObject[]): WorkloadGroup[] {
  return objects.flatMap((object) => {
    const pods = podsOf(object).filter((pod) => !isDaemon(pod));
    return pods.flatMap((pod) => {
      const template = pod.path.slice(0, -1);
      const name = pods.length > 1 || isNamed(object) ? nameOf(object, template) : undefined;
      return [{ pod, name, replicas: replicasOf(object, template) }];
    });
  });
}

/** Whether the kind always has groups, so that a single one also has a name. */
function isNamed(object: ValueObject): boolean {
  return /^(?:Ray|LeaderWorkerSet|JobSet)/.test(stringAt(object, 'kind') ?? '');
}

const anonymous: readonly (string | number)[] = [
  'spec',
  'template',
  'jobTemplate',
  'podTemplate',
  'podTemplateSpec',
];

/** The nearest name around the template: `groupName` or `name` of a list's item, else the field. */
function nameOf(object: ValueObject, template: Path): string | undefined {
  for (let length = template.length; length > 0; length--) {
    const holder = valueAt(object, template.slice(0, length));
    const named = isObject(holder) ? (stringAt(holder, 'groupName') ?? stringAt(holder, 'name')) : undefined;
    const step = template[length - 1];
    if (typeof step === 'number') return named ?? String(step);
    if (step !== undefined && !anonymous.includes(step)) return wordOf(step);
  }
  return undefined;
}

/** `headGroupSpec` is the head, `workerTemplate` the worker. */
function wordOf(field: string): string {
  return field.replace(/(?:GroupSpec|PodTemplate|Template|Spec)$/, '') || field;
}

/** How many pods the objects around a template request. */
function replicasOf(object: ValueObject, template: Path): number {
  let count = 1;
  for (let length = 0; length < template.length; length++) {
    const holder = valueAt(object, template.slice(0, length));
    if (isObject(holder)) count *= multiplierOf(holder, template[length]);
  }
  return count;
}

/** What a mapping around a template multiplies it by; one that counts pods has nothing else of that name. */
function multiplierOf(holder: ValueObject, field: string | number | undefined): number {
  const number = (key: string): number | undefined => {
    const value = own(holder, key);
    return typeof value === 'number' ? value : undefined;
  };
  if (isRayGroup(holder)) return rayWorkers(number, holder);
  if (field === 'leaderTemplate') return 1;
  if (field === 'workerTemplate') {
    // LeaderWorkerSet: without a template of its own the leader has the workers'.
    const size = number('size') ?? 1;
    return own(holder, 'leaderTemplate') === undefined ? size : size - 1;
  }
  const parallelism = number('parallelism');
  const completions = number('completions');
  if (parallelism !== undefined) return Math.min(parallelism, completions ?? parallelism);
  return number('replicas') ?? 1;
}

// KubeRay, ray-operator/controllers/ray/utils/util.go, GetWorkerGroupDesiredReplicas
function rayWorkers(number: (key: string) => number | undefined, holder: ValueObject): number {
  if (own(holder, 'suspend') === true) return 0;
  const least = number('minReplicas') ?? 0;
  const most = number('maxReplicas') ?? Number.POSITIVE_INFINITY;
  const replicas = Math.max(least, Math.min(most, number('replicas') ?? 0));
  return replicas * (number('numOfHosts') ?? 1);
}

/** `Deployment/web`, or `RayCluster/llama2 head`. */
export function groupTitle({ pod, name }: WorkloadGroup): string {
  return name === undefined ? pod.title : `${pod.title} ${name}`;
}

/** The labels of a namespace that an object declares, by name. */
export function namespacesIn(objects: readonly ValueObject[]): Map<string, ValueObject> {
  const out = new Map<string, ValueObject>();
  for (const object of objects) {
    const metadata = objectAt(object, 'metadata');
    const name =
      own(object, 'kind') === 'Namespace' ? stringAt(metadata, 'name') : stringAt(metadata, 'namespace');
    if (name === undefined) continue;
    const labels = own(object, 'kind') === 'Namespace' ? objectAt(metadata, 'labels') : {};
    out.set(name, { 'kubernetes.io/metadata.name': name, ...out.get(name), ...labels });
  }
  return out;
}
