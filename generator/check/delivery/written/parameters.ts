import { isObject, type Value, type ValueObject } from '@kustomize-ts/core';
import type { Diagnostic } from '../../../diagnostics/diagnostic.ts';
import { nearest } from '../../../diagnostics/suggest.ts';
import { listAt, objectAt, objectsAt, own } from '../../../instances/objects/fields.ts';
import { valueAt } from '../../../load/value-at.ts';
import { type Path, pathText } from '../../../render/index.ts';
import { applicationSetsIn, type Kustomization, type WrittenObject } from './objects.ts';

/** Parameters in the template of an ApplicationSet that an element of its list generators does not have. */
export function checkParameters(objects: readonly WrittenObject[]): Diagnostic[] {
  return applicationSetsIn(objects).flatMap((set) => {
    const lists = listsOf(set);
    if (lists === undefined) return [];
    const isGo = set.spec.goTemplate === true;
    return [...tagsIn(own(set.spec, 'template') ?? null, ['spec', 'template'], isGo)].flatMap(
      ([path, tag]) => {
        const without = lists.find(({ element }) => !hasParameter(element, tag, isGo));
        return without ? undefinedParameter(set, path, tag, without, isGo) : [];
      },
    );
  });
}

interface Element {
  element: ValueObject;
  path: Path;
}

/** The elements of an ApplicationSet with plain list generators; those of other generators are not known here. */
function listsOf({ spec }: Kustomization): Element[] | undefined {
  const found: Element[] = [];
  for (const [index, generator] of objectsAt(spec, 'generators')) {
    const list = objectAt(generator, 'list');
    if (Object.keys(generator).some((key) => key !== 'list' && key !== 'selector')) return undefined;
    if (own(list, 'elementsYaml') !== undefined || own(list, 'template') !== undefined) return undefined;
    for (const [at, element] of objectsAt(list, 'elements'))
      found.push({ element, path: ['spec', 'generators', index, 'list', 'elements', at] });
  }
  return listAt(spec, 'generators').length > 0 ? found : undefined;
}

/** A Go template that only prints one field, or a tag of the plain templates of Argo CD. */
const GO_TAG = /\{\{-?\s*\.([A-Za-z_][\w.]*)\s*-?\}\}/g;
const PLAIN_TAG = /\{\{\s*([A-Za-z_][\w.-]*)\s*\}\}/g;

function* tagsIn(value: Value, path: Path, isGo: boolean): Generator<[Path, string]> {
  if (typeof value === 'string') {
    // A block changes what a dot means.
    const isPlain = !isGo || !/\{\{-?\s*(range|with|define|block)\b/.test(value);
    for (const [, tag = ''] of isPlain ? value.matchAll(isGo ? GO_TAG : PLAIN_TAG) : []) yield [path, tag];
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* tagsIn(item, [...path, index], isGo);
  } else if (isObject(value)) {
    for (const [key, item] of Object.entries(value)) yield* tagsIn(item, [...path, key], isGo);
  }
}

function hasParameter(element: ValueObject, tag: string, isGo: boolean): boolean {
  if (valueAt(element, tag.split('.')) !== undefined) return true;
  return !isGo && own(element, tag) !== undefined;
}

function undefinedParameter(
  set: Kustomization,
  path: Path,
  tag: string,
  { element, path: place }: Element,
  isGo: boolean,
): Diagnostic {
  const near = nearest(tag, Object.keys(element));
  const options = listAt(set.spec, 'goTemplateOptions');
  const result = !isGo
    ? `{{${tag}}} stays in the Application as text`
    : options.includes('missingkey=error')
      ? 'Argo CD makes no Application of it'
      : 'the Application gets <no value>';
  return {
    code: 'undefined-parameter',
    severity: 'error',
    message: `${pathText(place)} of ApplicationSet/${set.name} has no ${tag}, which its template uses: ${result}`,
    help: near === undefined ? `Add ${tag} to the element` : `Did you mean ${near}?`,
    object: `ApplicationSet/${set.name}`,
    field: pathText(path),
    at: set.locate(path),
    related: [{ message: `the element without ${tag}`, at: set.locate(place) }],
  };
}
