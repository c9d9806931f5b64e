import { isObject, type ResourceId, type ValueObject } from '@kustomize-ts/core';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { labelSelector } from '../../instances/objects/label-selector.ts';
import { podsOf } from '../../instances/objects/pods.ts';
import { valueAt } from '../../load/value-at.ts';
import { type Path, pathText } from '../../render/index.ts';
import { stepsOf } from '../field-path.ts';
import { titleOf } from '../lint/view.ts';
import { type EventOf, eventsOf, type OverlayBuild } from './build.ts';

/** Where a kind has the labels that it selects pods by. */
const SELECTORS: Readonly<Record<string, Path>> = {
  Service: ['spec', 'selector'],
  PodDisruptionBudget: ['spec', 'selector', 'matchLabels'],
  NetworkPolicy: ['spec', 'podSelector', 'matchLabels'],
};

/** Labels that a kustomization adds to selectors and not to the pods of custom resources, so that nothing is selected any more. */
export function selectorWithoutPods(build: OverlayBuild): Diagnostic[] {
  return eventsOf(build, 'transformed')
    .filter(({ field }) => /^(commonLabels|labels\b)/.test(field))
    .flatMap((event) => event.objects.flatMap((changed) => lostPods(build, event, changed)));
}

type Changed = EventOf<'transformed'>['objects'][number];

function lostPods(
  build: OverlayBuild,
  { objects, file, field }: EventOf<'transformed'>,
  changed: Changed,
): Diagnostic[] {
  const path = SELECTORS[changed.id.kind];
  if (path === undefined || changed.before === changed.after) return [];
  const had = objects.filter(({ before }) => selectsPodsOf(changed.before, path, before));
  if (had.length === 0 || objects.some(({ after }) => selectsPodsOf(changed.after, path, after))) return [];
  const built = build.objects.find(({ object }) => isOf(object, changed.id));
  // A later step may give the pods the label, too.
  if (!built || build.objects.some(({ object }) => selectsPodsOf(built.object, path, object))) return [];
  const owner = titleOf(had[0]?.after ?? {});
  const added = addedKeys(changed, path).join(', ');
  return [
    {
      code: 'selector-without-pods',
      severity: 'error',
      impact: 'outage',
      message: `${field} adds ${added} to ${pathText(path)} of ${titleOf(built.object)} and not to the pods of ${owner}, a custom resource whose pod template kustomize does not know: the ${changed.id.kind} selects no pod`,
      help: `Set the labels with includeSelectors: false, or add commonLabels: [{ kind: ${String(had[0]?.after.kind)}, path: …/template/metadata/labels, create: true }] to a file of configurations`,
      object: titleOf(built.object),
      field: pathText(path),
      at: build.fieldAt(file, stepsOf(field)).at,
      related: [{ message: 'the selector', at: built.locate(path) }],
    },
  ];
}

function selectsPodsOf(selecting: ValueObject, selector: Path, object: ValueObject): boolean {
  const matchLabels = valueAt(selecting, selector);
  if (!isObject(matchLabels) || Object.keys(matchLabels).length === 0) return false;
  const selects = labelSelector({ matchLabels });
  return podsOf(object).some(({ labels }) => selects(labels));
}

function addedKeys({ before, after }: Changed, path: Path): string[] {
  const [old, now] = [valueAt(before, path), valueAt(after, path)];
  if (!isObject(old) || !isObject(now)) return [];
  return Object.keys(now).filter((key) => old[key] !== now[key]);
}

/** The object, to whose name a later step may have added something. */
function isOf({ kind, metadata }: ValueObject, id: ResourceId): boolean {
  return kind === id.kind && isObject(metadata) && String(metadata.name ?? '').includes(id.name);
}
