import { KustomizeError } from '../errors.ts';
import { getField } from '../fields/object.ts';
import { textAt } from '../fields/source-text.ts';
import { effectiveNamespace, formatId, NO_NAMESPACE } from '../resource/id.ts';
import type { Resource } from '../resource/resource.ts';
import { isObject } from '../value.ts';

/** The resources that were renamed or moved, found by the names they had. */
export class Candidates {
  readonly #byFormerName = new Map<string, Resource[]>();
  readonly #all: readonly Resource[];
  readonly #bindingNamespaces = new Map<Resource, ReadonlySet<string>>();

  /** @throws KustomizeError `invalid` for a role binding with a subject whose namespace is blank */
  constructor(resources: readonly Resource[]) {
    this.#all = resources;
    for (const resource of resources) {
      if (resource.kind === 'RoleBinding') this.#bindingNamespaces.set(resource, subjectNamespaces(resource));
    }
    for (const resource of resources) {
      for (const name of new Set(resource.previousIds.map((id) => id.name))) {
        const list = this.#byFormerName.get(name);
        if (list === undefined) this.#byFormerName.set(name, [resource]);
        else list.push(resource);
      }
    }
  }

  /** The resources that have or had the name, in their order. */
  named(name: string): readonly Resource[] {
    return this.#byFormerName.get(name) ?? [];
  }

  /**
   * Those of the named resources that are in a namespace: by their original namespace if anything the
   * referrer can refer to was there originally, else by their present one.
   */
  inNamespace(named: readonly Resource[], namespace: string, referrer: Resource): readonly Resource[] {
    if (namespace === NO_NAMESPACE) return [];
    const wasThere = (resource: Resource) => effectiveNamespace(resource.originalId) === namespace;
    const isUsed = this.#all.some((resource) => wasThere(resource) && this.canRefer(referrer, resource));
    if (isUsed) return named.filter(wasThere);
    return named.filter(({ id }) => effectiveNamespace(id) === namespace);
  }

  /** Whether the referrer can refer to the resource at all: across namespaces only role bindings can. */
  canRefer(referrer: Resource, candidate: Resource): boolean {
    if (referrer.id.clusterScoped || candidate.id.clusterScoped) return true;
    if (effectiveNamespace(referrer.id) === effectiveNamespace(candidate.id)) return true;
    return this.#bindingNamespaces.get(referrer)?.has(candidate.namespace) ?? false;
  }

  /** As {@link canRefer}, but accepts any service account. */
  sharesNamespace(referrer: Resource, candidate: Resource): boolean {
    if (referrer.id.clusterScoped || candidate.id.clusterScoped || candidate.kind === 'ServiceAccount')
      return true;
    return effectiveNamespace(referrer.id) === effectiveNamespace(candidate.id);
  }
}

/** Namespaces of the service accounts that a RoleBinding refers to, before any reference is updated. */
function subjectNamespaces(binding: Resource): Set<string> {
  const namespaces = new Set<string>();
  const subjects = getField(binding.object, 'subjects');
  if (!Array.isArray(subjects)) return namespaces;
  for (const subject of subjects) {
    if (!isObject(subject) || textAt(subject, 'kind') !== 'ServiceAccount') continue;
    const namespace = getField(subject, 'namespace');
    if (namespace === undefined) continue;
    if (typeof namespace !== 'string') {
      throw new KustomizeError('invalid', `namespace is blank in a subject of ${formatId(binding.id)}`);
    }
    namespaces.add(namespace);
  }
  return namespaces;
}
