import { KustomizeError } from '../errors.ts';
import { lookUpPath } from '../fields/look-up.ts';
import { isEmpty } from '../fields/object.ts';
import { splitFieldPath } from '../fields/path-splitter.ts';
import type { Replacement } from '../load/kustomization-format.ts';
import { effectiveNamespace, isSelected, type ResourceId } from '../resource/id.ts';
import type { Resource } from '../resource/resource.ts';
import type { ResourceList } from '../resource/resource-list.ts';
import type { ValueObject } from '../value.ts';
import { refineSource, type Source } from './replacement-value.ts';

type SourceField = NonNullable<Replacement['source']>;

/**
 * The value of a replacement. kustomize copies from the live field: when a target changes this field, or creates
 * something in it, later targets get the changed value.
 */
export class ReplacementSource {
  #value: Source;
  readonly #resource: Resource | undefined;
  readonly #path: readonly string[];
  #seen: ValueObject | undefined;

  private constructor(value: Source, resource: Resource | undefined, path: readonly string[]) {
    this.#value = value;
    this.#resource = resource;
    this.#path = path;
    this.#seen = resource?.object;
  }

  static constant(text: string): ReplacementSource {
    return new ReplacementSource({ value: text, text, isTyped: false }, undefined, []);
  }

  /** Finds the one resource that is selected, and its field. */
  static field(source: SourceField, resources: ResourceList): ReplacementSource {
    const matches = resources.items.filter((resource) => !resource.isDeleted && isSource(resource, source));
    const [resource, ...others] = matches;
    if (resource === undefined)
      throw new KustomizeError('mismatch', 'nothing selected by the source', { field: 'source' });
    if (others.length > 0)
      throw new KustomizeError('mismatch', 'multiple matches for the source', { field: 'source' });
    const path = splitFieldPath(source.fieldPath || 'metadata.name');
    const found = lookUpPath(resource.object, path);
    if (found === undefined || (isEmpty(found.value) && !found.isUntyped)) {
      throw new KustomizeError(
        'mismatch',
        `fieldPath '${source.fieldPath || 'metadata.name'}' is missing for replacement source ${resource.name}`,
      );
    }
    const value = refineSource({ value: found.value, text: found.text, isTyped: true }, source.options);
    return new ReplacementSource(value, source.options?.delimiter ? undefined : resource, path);
  }

  /** Whether the value may change with this resource. */
  isIn(resource: Resource): boolean {
    return this.#resource === resource;
  }

  get current(): Source {
    const object = this.#resource?.object;
    if (object !== undefined && object !== this.#seen) {
      this.#seen = object;
      const found = lookUpPath(object, this.#path);
      if (found !== undefined) this.#value = { value: found.value, text: found.text, isTyped: true };
    }
    return this.#value;
  }
}

function isSource(resource: Resource, source: SourceField): boolean {
  const { group = '', version = '', kind = '', name = '', namespace = '' } = source;
  const wanted = { group, version, kind };
  // Upstream compares namespaces here as if every kind had one.
  const namespaceOf = (id: ResourceId) => effectiveNamespace({ ...id, clusterScoped: false });
  const wantedNamespace = namespace === '' ? '' : namespaceOf({ ...resource.id, namespace });
  return [resource.id, ...resource.previousIds].some(
    (id) =>
      isSelected(id, wanted) &&
      (name === '' || name === id.name) &&
      (namespace === '' || namespaceOf(id) === wantedNamespace),
  );
}
