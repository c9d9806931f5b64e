import type { ValueObject } from '@kustomize-ts/core';
import { doNotDisrupt as annotation, protectionMs } from '../../../instances/objects/do-not-disrupt.ts';
import { objectAt, own } from '../../../instances/objects/fields.ts';
import { annotationsOf } from '../../../instances/objects/metadata.ts';
import type { Pod } from '../../../instances/objects/pods.ts';
import type { Pool } from '../../../instances/objects/pool.ts';
import { minorOf } from '../../karpenter/rules.ts';
import { defineRule, type Fault } from '../rule.ts';
import { titleOf } from '../view.ts';

const inMetadata = ['metadata', 'annotations', annotation];

/** core v1.15.0, pkg/utils/pod/scheduling.go, IsDoNotDisruptActive, and pkg/controllers/state/statenode.go; durations are new in v1.12.0. */
export const rule = defineRule({
  code: 'do-not-disrupt-ignored',
  severity: 'warning',
  impact: 'disruption',
  what: 'The annotation `karpenter.sh/do-not-disrupt` has a value that Karpenter does not read, or is on the Deployment, Job or NodePool itself, not on its template.',
  why: 'Karpenter reads the annotation on pods and nodes only. It takes `"true"`, and on pods also a duration such as `4h`; with any other value it disrupts the pod or node as if the annotation were missing.',
  help: 'Write `karpenter.sh/do-not-disrupt: "true"` under `metadata.annotations` of the pod template, or of the node template of a NodePool.',
  versions: 'All; durations on pods from Karpenter 1.12.',
  bad: '# workloads/web.yaml\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web, annotations: { karpenter.sh/do-not-disrupt: "true" } }\nspec:\n  template:\n    spec:\n      containers: [{ name: web, image: web, resources: { requests: { cpu: 100m, memory: 128Mi } } }]',
  good: '# workloads/web.yaml\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec:\n  template:\n    metadata: { annotations: { karpenter.sh/do-not-disrupt: 4h } }\n    spec:\n      containers: [{ name: web, image: web, resources: { requests: { cpu: 100m, memory: 128Mi } } }]',
  find: ({ scope, objects, pools, pods }) => {
    const takesDurations = (minorOf(scope.karpenter) ?? 0) >= 12;
    return [
      ...objects.filter(({ kind }) => kind === 'NodePool').flatMap(onPool),
      ...pools.flatMap(onNodeTemplate),
      ...pods.flatMap((pod) => onPodTemplate(pod, takesDurations)),
      ...[...new Set(pods.map(({ holder }) => holder))].flatMap((holder) => onHolder(holder, pods)),
    ];
  },
});

function onPool(object: ValueObject): Fault[] {
  if (valueIn(object) === undefined) return [];
  const template = objectAt(objectAt(object, 'spec'), 'template');
  if (valueIn(template) !== undefined) return [];
  return [
    {
      object: titleOf(object),
      path: inMetadata,
      message: 'Karpenter does not read this annotation of a NodePool, so it disrupts the pool’s nodes',
      help: `Put it under spec.template.metadata.annotations, for all nodes, or on the pods`,
    },
  ];
}

function onNodeTemplate({ title, spec }: Pool): Fault[] {
  const value = valueIn(objectAt(spec, 'template'));
  if (value === undefined || value === 'true' || value === 'false') return [];
  return [
    {
      object: title,
      path: ['spec', 'template', ...inMetadata],
      message: `Karpenter ignores ${JSON.stringify(value)} here, since nodes take only "true"`,
      help: 'Write "true", or put the duration on the pods',
    },
  ];
}

function onPodTemplate({ title, holder, path, annotations }: Pod, takesDurations: boolean): Fault[] {
  const value = own(annotations, annotation);
  if (value === undefined || value === 'true' || value === 'false') return [];
  const isTaken = typeof value === 'string' && protectionMs(value) > 0;
  if (isTaken && takesDurations) return [];
  return [
    {
      object: title,
      workload: holder,
      path: [...path.slice(0, -1), ...inMetadata],
      message: `Karpenter ignores ${JSON.stringify(value)} here, so it disrupts these pods: ${isTaken ? 'a duration counts from version 1.12 on' : `it takes "true"${takesDurations ? ' or a duration such as "4h"' : ''}`}`,
      help: 'Write "true", with the quotes',
    },
  ];
}

const CONTROLLERS = [
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'ReplicationController',
  'Job',
  'CronJob',
];

/** The annotation on what makes the pods, which do not get it from there. */
function onHolder(holder: ValueObject, pods: readonly Pod[]): Fault[] {
  if (!CONTROLLERS.includes(String(holder.kind)) || valueIn(holder) === undefined) return [];
  const isOnPods = pods.some(
    (pod) => pod.holder === holder && own(pod.annotations, annotation) !== undefined,
  );
  if (isOnPods) return [];
  return [
    {
      object: titleOf(holder),
      workload: holder,
      path: inMetadata,
      message: `Pods do not get this annotation from the ${String(holder.kind)}, so Karpenter disrupts them`,
      help: 'Put it under metadata.annotations of the pod template',
    },
  ];
}

function valueIn(object: ValueObject): unknown {
  return own(annotationsOf(object), annotation);
}
