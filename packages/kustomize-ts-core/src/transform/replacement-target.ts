import { KustomizeError } from '../errors.ts';
import type { Replacement, Selector } from '../load/kustomization-format.ts';
import type { Resource } from '../resource/resource.ts';
import { ResourceSelector } from '../resource/selector.ts';

type Target = NonNullable<Replacement['targets']>[number];

/** Tests whether a replacement writes to a resource: one that is selected and not rejected. */
export function targetMatcher({ select, reject = [] }: Target): (resource: Resource) => boolean {
  if (select === undefined) {
    throw new KustomizeError('invalid', 'target must specify resources to select', { field: 'select' });
  }
  const selected = new ResourceSelector(select);
  const byMetadata = reject.filter(hasMetadata).map((each) => new ResourceSelector(each));
  const byId = reject.filter(hasId).map((each) => new ResourceSelector(each));
  return (resource) =>
    selected.matchesMetadata(resource) &&
    !byMetadata.some((each) => each.matchesMetadata(resource)) &&
    !byId.some((each) => matchesAnyId(each, resource)) &&
    matchesAnyId(selected, resource);
}

function hasMetadata({ labelSelector, annotationSelector }: Selector): boolean {
  return Boolean(labelSelector || annotationSelector);
}

function hasId({ group, version, kind, name, namespace }: Selector): boolean {
  return Boolean(group || version || kind || name || namespace);
}

function matchesAnyId(selector: ResourceSelector, resource: Resource): boolean {
  return [resource.id, ...resource.previousIds].some(
    (id) =>
      selector.matchesGvk(id) && selector.matchesName(id.name) && selector.matchesNamespace(id.namespace),
  );
}
