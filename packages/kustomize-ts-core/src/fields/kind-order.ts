import type { Gvk } from '../resource/id.ts';

/** Kinds to apply first, in this order, so that what others refer to is there. */
export const FIRST_KINDS: readonly string[] = [
  'Namespace',
  'ResourceQuota',
  'StorageClass',
  'CustomResourceDefinition',
  'ServiceAccount',
  'PodSecurityPolicy',
  'Role',
  'ClusterRole',
  'RoleBinding',
  'ClusterRoleBinding',
  'ConfigMap',
  'Secret',
  'Endpoints',
  'Service',
  'LimitRange',
  'PriorityClass',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'Deployment',
  'StatefulSet',
  'CronJob',
  'PodDisruptionBudget',
];

/** Kinds to apply last, in this order. */
export const LAST_KINDS: readonly string[] = [
  'MutatingWebhookConfiguration',
  'ValidatingWebhookConfiguration',
];

/** Rank of each kind: negative for those that go first, positive for those that go last, else 0. */
export function rankKinds(first: readonly string[], last: readonly string[]): (kind: string) => number {
  const ranks = new Map<string, number>();
  for (const [index, kind] of first.entries()) ranks.set(kind, index - first.length);
  for (const [index, kind] of last.entries()) ranks.set(kind, index + 1);
  return (kind) => ranks.get(kind) ?? 0;
}

/** A text that orders kinds of one rank. */
export function gvkSortText({ group, version, kind }: Gvk): string {
  return `${group || '~G'}_${version || '~V'}_${kind || '~K'}`;
}

/** The order of kyaml's `Gvk.IsLessThan`. */
export function compareGvk(a: Gvk, b: Gvk): number {
  const rank = rankOf(a.kind) - rankOf(b.kind);
  return rank !== 0 ? rank : compareText(gvkSortText(a), gvkSortText(b));
}

function rankOf(kind: string): number {
  const first = FIRST_KINDS.indexOf(kind);
  return first >= 0 ? first - FIRST_KINDS.length : LAST_KINDS.indexOf(kind) + 1;
}

/** Compares as Go compares strings; the two differ only beyond U+FFFF, which identifiers never have. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
