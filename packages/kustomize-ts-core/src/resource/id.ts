/** Group, version and kind; an empty string means absent, in selectors "any". */
export interface Gvk {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

/** Identity of a resource in a build. */
export interface ResourceId extends Gvk {
  readonly name: string;
  readonly namespace: string;
  readonly clusterScoped: boolean;
}

/** The namespace of cluster-scoped kinds, as in kyaml (`TotallyNotANamespace`). */
export const NO_NAMESPACE = '_non_namespaceable_';
export const DEFAULT_NAMESPACE = 'default';

/** Splits `group/version`, or a bare version. */
export function parseApiVersion(apiVersion: string): { group: string; version: string } {
  const slash = apiVersion.indexOf('/');
  if (slash < 0) return { group: '', version: apiVersion };
  return { group: apiVersion.slice(0, slash), version: apiVersion.slice(slash + 1) };
}

/** The namespace for comparing: unset is `default`, and cluster-scoped kinds share one of their own. */
export function effectiveNamespace(id: ResourceId): string {
  if (id.clusterScoped) return NO_NAMESPACE;
  return id.namespace === '' ? DEFAULT_NAMESPACE : id.namespace;
}

/** One string for each identity: two resources with the same string conflict. */
export function idKey(id: ResourceId): string {
  return [id.group, id.version, id.kind, effectiveNamespace(id), id.name].join('\n');
}

/** True when `selector` names the kind; its empty parts match anything. */
export function isSelected(gvk: Gvk, selector: Gvk): boolean {
  return (
    (selector.group === '' || selector.group === gvk.group) &&
    (selector.version === '' || selector.version === gvk.version) &&
    (selector.kind === '' || selector.kind === gvk.kind)
  );
}

/** `Kind.version.group/name.namespace`, as kustomize prints it. */
export function formatId(id: ResourceId): string {
  return `${formatGvk(id)}/${id.name || '[noName]'}.${id.namespace || '[noNs]'}`;
}

export function formatGvk({ group, version, kind }: Gvk): string {
  return `${kind || '[noKind]'}.${version || '[noVer]'}.${group || '[noGrp]'}`;
}
