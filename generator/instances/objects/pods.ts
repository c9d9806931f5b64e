import { isObject, type Value, type ValueObject } from '@kustomize-ts/core';
import { type Requirement, requirementOf } from '../requirements/requirement.ts';
import { objectAt, objectsAt, own, stringAt, stringsAt } from './fields.ts';
import { nodePoolLabel, normalizeLabel } from './labels.ts';
import { quantityOf } from './quantity.ts';
import { readTolerations, type Toleration } from './taint.ts';

/** A pod, or the pods of a template, as far as scheduling looks at them. */
export interface Pod {
  /** The object that holds it, such as `Deployment/web`. */
  title: string;
  kind: string;
  /** That object. */
  holder: ValueObject;
  /** The path of its spec in that object. */
  path: readonly (string | number)[];
  spec: ValueObject;
  labels: ValueObject;
  annotations: ValueObject;
  tolerations: readonly Toleration[];
  /** What nodes must be: one of these, each by label. */
  alternatives: readonly ReadonlyMap<string, readonly Requirement[]>[];
  /** Resource name to amount. */
  requests: ReadonlyMap<string, number>;
}

/** Whether a mapping around a pod template is a group of a Ray cluster's workers. */
export function isRayGroup(holder: ValueObject): boolean {
  return own(holder, 'rayStartParams') !== undefined && own(holder, 'groupName') !== undefined;
}

/** Whether a pod belongs to a DaemonSet: Karpenter launches no node for it, and leaves room for it on those it launches. */
export function isDaemon({ kind }: Pod): boolean {
  return kind === 'DaemonSet';
}

/** Whether a pod runs only on nodes that Karpenter does not manage, as Karpenter's own controller does. */
export function avoidsKarpenter({ alternatives }: Pod): boolean {
  return alternatives.every((wanted) =>
    (wanted.get(nodePoolLabel) ?? []).some(({ complement, values }) => !complement && values.size === 0),
  );
}

const maxDepth = 30;

const read = new WeakMap<ValueObject, readonly Pod[]>();

/** The pods of a workload of any kind: wherever there is a mapping whose spec has containers. */
export function podsOf(object: ValueObject): readonly Pod[] {
  const known = read.get(object);
  if (known !== undefined) return known;
  const pods = findPods(object);
  read.set(object, pods);
  return pods;
}

function findPods(object: ValueObject): Pod[] {
  const out: Pod[] = [];
  const title = `${stringAt(object, 'kind') ?? ''}/${stringAt(objectAt(object, 'metadata'), 'name') ?? ''}`;
  const kind = stringAt(object, 'kind') ?? '';
  const holder = { title, kind, holder: object };
  if (kind === 'Pod') out.push(readPod(object, [], holder));
  else visit(object, [], (template, path) => out.push(readPod(template, path, holder)));
  return out;
}

type Visit = (template: ValueObject, path: readonly (string | number)[]) => void;

function visit(value: Value, path: readonly (string | number)[], found: Visit): void {
  if (path.length > maxDepth) return;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) visit(item, [...path, index], found);
  } else if (isObject(value)) {
    if (Array.isArray(own(objectAt(value, 'spec'), 'containers'))) found(value, path);
    else for (const key of Object.keys(value)) visit(value[key] ?? null, [...path, key], found);
  }
}

function readPod(
  template: ValueObject,
  path: readonly (string | number)[],
  holder: Pick<Pod, 'title' | 'kind' | 'holder'>,
): Pod {
  const spec = objectAt(template, 'spec');
  const metadata = objectAt(template, 'metadata');
  return {
    ...holder,
    path: [...path, 'spec'],
    spec,
    labels: objectAt(metadata, 'labels'),
    annotations: objectAt(metadata, 'annotations'),
    tolerations: readTolerations(spec),
    alternatives: alternativesOf(spec),
    requests: requestsOf(spec),
  };
}

// core, pkg/scheduling/requirements.go, NewPodRequirements: the selector and one of the required terms
function alternativesOf(spec: ValueObject): Map<string, Requirement[]>[] {
  const affinity = objectAt(objectAt(spec, 'affinity'), 'nodeAffinity');
  const required = objectAt(affinity, 'requiredDuringSchedulingIgnoredDuringExecution');
  const terms = objectsAt(required, 'nodeSelectorTerms').map(([, term]) => term);
  return (terms.length === 0 ? [{}] : terms).map((term) => {
    const out = new Map<string, Requirement[]>();
    const add = (key: string, requirement: Requirement | undefined): void => {
      const name = normalizeLabel(key, 'aws');
      if (requirement !== undefined) out.set(name, [...(out.get(name) ?? []), requirement]);
    };
    for (const [key, value] of Object.entries(objectAt(spec, 'nodeSelector'))) {
      if (typeof value === 'string') add(key, requirementOf('In', [value]));
    }
    for (const [, expression] of objectsAt(term, 'matchExpressions')) {
      const values = stringsAt(expression, 'values');
      add(stringAt(expression, 'key') ?? '', requirementOf(stringAt(expression, 'operator') ?? '', values));
    }
    return out;
  });
}

// k8s.io/component-helpers v0.37, resource/helpers.go, PodRequests: init containers run one after the other, beside the
// sidecars that started before them
function requestsOf(spec: ValueObject): Map<string, number> {
  const total = new Map<string, number>();
  const sidecars = new Map<string, number>();
  const starting = new Map<string, number>();
  for (const [, container] of objectsAt(spec, 'containers')) addTo(total, requestsOfContainer(container));
  for (const [, container] of objectsAt(spec, 'initContainers')) {
    const own = requestsOfContainer(container);
    if (stringAt(container, 'restartPolicy') === 'Always') {
      addTo(sidecars, own);
      addTo(total, own);
      raiseTo(starting, sidecars);
    } else {
      addTo(own, sidecars);
      raiseTo(starting, own);
    }
  }
  raiseTo(total, starting);
  ofWholePod(total, objectAt(spec, 'resources'));
  addTo(total, amountsOf(objectAt(spec, 'overhead')));
  return total;
}

/** What the pod as a whole requests, instead of its containers; limits where neither requests anything: defaults.go, defaultPodRequests. */
function ofWholePod(total: Map<string, number>, resources: ValueObject): void {
  for (const [key, amount] of amountsOf(objectAt(resources, 'limits')))
    if (isOfWholePod(key) && !total.has(key)) total.set(key, amount);
  for (const [key, amount] of amountsOf(objectAt(resources, 'requests')))
    if (isOfWholePod(key)) total.set(key, amount);
}

function isOfWholePod(resource: string): boolean {
  return resource === 'cpu' || resource === 'memory' || resource.startsWith('hugepages-');
}

function requestsOfContainer(container: ValueObject): Map<string, number> {
  const resources = objectAt(container, 'resources');
  return new Map([
    ...amountsOf(objectAt(resources, 'limits')),
    ...amountsOf(objectAt(resources, 'requests')),
  ]);
}

function amountsOf(resources: ValueObject): [string, number][] {
  return Object.entries(resources).map(([key, value]) => [key, quantityOf(value) ?? 0]);
}

function addTo(total: Map<string, number>, more: Iterable<[string, number]>): void {
  for (const [key, amount] of more) total.set(key, (total.get(key) ?? 0) + amount);
}

function raiseTo(total: Map<string, number>, least: ReadonlyMap<string, number>): void {
  for (const [key, amount] of least) total.set(key, Math.max(total.get(key) ?? 0, amount));
}
