import { KustomizeError } from '../errors.ts';
import { compareText, FIRST_KINDS, gvkSortText, LAST_KINDS, rankKinds } from '../fields/kind-order.ts';
import type { SortOptions } from '../load/kustomization-format.ts';
import { formatGvk, type ResourceId } from '../resource/id.ts';
import type { Resource } from '../resource/resource.ts';
import type { ResourceList } from '../resource/resource-list.ts';

/** Sorts resources as `sortOptions` specifies; `fifo` keeps their order. */
export function sortResources(resources: ResourceList, { order, legacySortOptions }: SortOptions): void {
  if (order !== 'legacy' && order !== 'fifo') {
    throw new KustomizeError('invalid', 'must be legacy or fifo', { field: 'sortOptions.order' });
  }
  if (order === 'fifo') {
    if (legacySortOptions === undefined) return;
    throw new KustomizeError('invalid', "is set, but the order is not 'legacy'", {
      field: 'sortOptions.legacySortOptions',
    });
  }
  const { orderFirst = [], orderLast = [] } = legacySortOptions ?? {
    orderFirst: FIRST_KINDS,
    orderLast: LAST_KINDS,
  };
  const rank = rankKinds(orderFirst, orderLast);
  const keyed = resources.items.map((resource) => ({ resource, key: sortKey(resource.id, rank) }));
  keyed.sort((a, b) => compareKeys(a.key, b.key));
  resources.reorder(keyed.map(({ resource }): Resource => resource));
  resources.checkUnique();
}

interface SortKey {
  readonly rank: number;
  readonly isCoreNamespace: boolean;
  readonly gvk: string;
  readonly id: string;
}

function sortKey(id: ResourceId, rank: (kind: string) => number): SortKey {
  return {
    rank: rank(id.kind),
    isCoreNamespace: id.kind === 'Namespace' && id.group === '',
    gvk: gvkSortText(id),
    id: `${formatGvk(id)}|${id.namespace || '~X'}|${id.name || '~N'}`,
  };
}

/** Among Namespaces the core one comes first, though its text sorts last (upstream: `gvkLessThan`). */
function compareKeys(a: SortKey, b: SortKey): number {
  if (a.rank !== b.rank) return a.rank - b.rank;
  if (a.gvk === b.gvk) return compareText(a.id, b.id);
  const order = compareText(a.gvk, b.gvk);
  return a.isCoreNamespace !== b.isCoreNamespace && bothNamespaces(a, b) ? -order : order;
}

function bothNamespaces(a: SortKey, b: SortKey): boolean {
  return a.gvk.endsWith('_Namespace') && b.gvk.endsWith('_Namespace');
}
