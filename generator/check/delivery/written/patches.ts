import { isObject, type Value, type ValueObject } from '@kustomize-ts/core';
import { goRegExp } from '@poolwright/go-regexp';
import type { Diagnostic } from '../../../diagnostics/diagnostic.ts';
import { listAt, objectAt, objectsAt, stringAt } from '../../../instances/objects/fields.ts';
import { type Path, pathText } from '../../../render/index.ts';
import { closest, explainTarget, type TargetId } from '../../overlay/target.ts';
import {
  applicationsIn,
  type Kustomization,
  kustomizationsIn,
  pathOf,
  stepsTo,
  type WrittenObject,
} from './objects.ts';

/** Patches of Flux Kustomizations and Applications whose target selects nothing of the kustomize directory that they deliver. */
export function checkPatches(objects: readonly WrittenObject[]): Diagnostic[] {
  return [
    ...kustomizationsIn(objects)
      .filter(({ spec }) => listAt(spec, 'components').length === 0)
      .flatMap((one) => patchFaults(one, ['spec'], pathOf(one), objects)),
    ...applicationsIn(objects).flatMap((one) => {
      const source = objectAt(one.spec, 'source');
      const hasComponents = listAt(objectAt(source, 'kustomize'), 'components').length > 0;
      const path = stringAt(source, 'path') ?? '';
      return hasComponents ? [] : patchFaults(one, ['spec', 'source', 'kustomize'], path, objects);
    }),
  ];
}

function patchFaults(
  one: Kustomization,
  path: Path,
  folder: string,
  objects: readonly WrittenObject[],
): Diagnostic[] {
  const owner = path.slice(1).reduce<ValueObject>((at, step) => objectAt(at, String(step)), one.spec);
  const built = objects.filter((written) => written.isBuilt && written.folder === stepsTo(folder));
  const ids = built.map(({ object }) => idOf(object));
  if (ids.length === 0) return [];
  return objectsAt(owner, 'patches').flatMap(([index, patch]) => {
    const target = objectAt(patch, 'target');
    if (Object.keys(target).length === 0 || ids.some((id) => maySelect(target, id))) return [];
    const place = [...path, 'patches', index, 'target'];
    const miss = closest(target, ids);
    return {
      code: 'patch-without-target',
      severity: 'warning' as const,
      ...explainTarget(pathText(place.slice(0, -1)), miss, ids),
      object: `${String(one.object.kind)}/${one.name}`,
      field: pathText(place),
      at: one.locate(miss ? [...place, miss.part] : place, 'key'),
    };
  });
}

/** A patch may also go by a name or namespace that the directory itself changes after it. */
function maySelect(target: ValueObject, id: TargetId): boolean {
  const exact = (['group', 'version', 'kind'] as const).every((part) =>
    matches(`^(?:${stringAt(target, part) || '.*'})$`, id[part]),
  );
  return exact && matches(stringAt(target, 'name') ?? '', id.name);
}

function matches(pattern: string, text: string): boolean {
  try {
    return goRegExp(pattern).test(text);
  } catch {
    return true;
  }
}

function idOf(object: ValueObject): TargetId {
  const [version = '', group = ''] = (stringAt(object, 'apiVersion') ?? '').split('/').reverse();
  const metadata: Value | undefined = object.metadata;
  const text = (key: string): string => (isObject(metadata) ? (stringAt(metadata, key) ?? '') : '');
  return {
    group,
    version,
    kind: stringAt(object, 'kind') ?? '',
    name: text('name'),
    namespace: text('namespace'),
  };
}
