import type { Selector } from '../load/kustomization-format.ts';
import { goRegExpWhole, type Pattern } from './go-regexp.ts';
import { effectiveNamespace, type Gvk } from './id.ts';
import { parseLabelSelector } from './label-selector.ts';
import type { Resource } from './resource.ts';

/** A compiled selector: its parts are regular expressions for the whole text; empty parts match all. */
export class ResourceSelector {
  readonly #group: Pattern | undefined;
  readonly #version: Pattern | undefined;
  readonly #kind: Pattern | undefined;
  readonly #name: Pattern | undefined;
  readonly #namespace: Pattern | undefined;
  readonly #matchesLabels: (resource: Resource) => boolean;

  constructor(selector: Selector) {
    const pattern = (text: string | undefined) => (text ? goRegExpWhole(text) : undefined);
    this.#group = pattern(selector.group);
    this.#version = pattern(selector.version);
    this.#kind = pattern(selector.kind);
    this.#name = pattern(selector.name);
    this.#namespace = pattern(selector.namespace);
    this.#matchesLabels = labelMatcher(selector);
  }

  matchesGvk(gvk: Gvk): boolean {
    return test(this.#group, gvk.group) && test(this.#version, gvk.version) && test(this.#kind, gvk.kind);
  }

  matchesName(name: string): boolean {
    return test(this.#name, name);
  }

  matchesNamespace(namespace: string): boolean {
    return test(this.#namespace, namespace);
  }

  /** True when the labels and annotations match. */
  matchesMetadata(resource: Resource): boolean {
    return this.#matchesLabels(resource);
  }

  /** True when the present or the original name and namespace of a resource match. */
  matches(resource: Resource): boolean {
    const { id, originalId } = resource;
    return (
      this.matchesGvk(id) &&
      (this.matchesName(originalId.name) || this.matchesName(id.name)) &&
      (this.matchesNamespace(effectiveNamespace(originalId)) ||
        this.matchesNamespace(effectiveNamespace(id))) &&
      this.matchesMetadata(resource)
    );
  }
}

function test(pattern: Pattern | undefined, text: string): boolean {
  return pattern === undefined || pattern.test(text);
}

function labelMatcher({
  labelSelector = '',
  annotationSelector = '',
}: Selector): (resource: Resource) => boolean {
  const labels = parseLabelSelector(labelSelector);
  const annotations = parseLabelSelector(annotationSelector);
  return (resource) =>
    (labelSelector === '' || labels(resource.metaMap('labels'))) &&
    (annotationSelector === '' || annotations(resource.metaMap('annotations')));
}
