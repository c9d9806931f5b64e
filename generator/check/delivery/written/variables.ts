import { isObject, type Value } from '@kustomize-ts/core';
import type { Diagnostic } from '../../../diagnostics/diagnostic.ts';
import { objectAt, own } from '../../../instances/objects/fields.ts';
import { type Path, pathText } from '../../../render/index.ts';
import {
  annotationOf,
  applicationSetsIn,
  applicationsIn,
  covers,
  coversObject,
  haveSameSource,
  type Kustomization,
  kustomizationsIn,
  pathOf,
  substitutes,
  type WrittenObject,
} from './objects.ts';

const VARIABLE = /\$\{([A-Za-z_]\w*)[^}]*\}/;
const OPT_OUT = 'kustomize.toolkit.fluxcd.io/substitute';

/** Fields with values and patches of their own, in which variables are meant for what is applied. */
const CONTENT = new Set([
  'postBuild',
  'patches',
  'kustomize',
  'helm',
  'plugin',
  'directory',
  'info',
  'ignoreDifferences',
]);

/** `${NAME}` in fields of Flux and Argo CD objects, where nothing substitutes it. */
export function checkVariablesWritten(objects: readonly WrittenObject[]): Diagnostic[] {
  const flux = kustomizationsIn(objects);
  return [
    ...flux.flatMap((one) => found(one, fluxReason(one, flux))),
    ...[...applicationsIn(objects), ...applicationSetsIn(objects)].flatMap((one) =>
      found(one, argoReason(one, flux)),
    ),
  ];
}

type Reason = (variable: string) => string | undefined;

function fluxReason(one: Kustomization, flux: readonly Kustomization[]): Reason {
  const parents = flux.filter((other) => coversObject(other, one));
  if (annotationOf(one.object, OPT_OUT) === 'disabled') return () => `${OPT_OUT} is disabled on it`;
  if (parents.some((other) => other !== one && substitutes(other))) return () => undefined;
  // One without a path would apply the whole repository, which few do; its path may come by a patch.
  const parent = parents.find((other) => !covers(pathOf(other), '') && haveSameSource(other, one));
  const values = objectAt(objectAt(one.spec, 'postBuild'), 'substitute');
  return (variable) => {
    const value = own(values, variable);
    if (value !== undefined && !String(value).includes('$'))
      return 'its own postBuild is for what it applies, not for itself';
    return parent && !substitutes(parent) ? `${parent.name}, which applies it, has no postBuild` : undefined;
  };
}

/** Argo CD substitutes nothing; an Application may itself come by Flux, with values. */
function argoReason(one: Kustomization, flux: readonly Kustomization[]): Reason {
  const isSubstituted = flux.some((other) => substitutes(other) && coversObject(other, one));
  return () => (isSubstituted ? undefined : 'Argo CD substitutes nothing');
}

function found(one: Kustomization, reasonOf: Reason): Diagnostic[] {
  const kind = String(one.object.kind);
  return [...textsIn(one.object.metadata ?? null, ['metadata']), ...textsIn(one.spec, ['spec'])].flatMap(
    ([path, text]) => {
      const [whole, variable = ''] = VARIABLE.exec(text) ?? [];
      const reason = whole === undefined ? undefined : reasonOf(variable);
      if (reason === undefined) return [];
      return {
        code: 'delivery-variable',
        severity: 'warning' as const,
        message: `${whole} in ${pathText(path)} of ${kind}/${one.name} stays as written: ${reason}`,
        help:
          kind === 'Kustomization'
            ? 'Write the value, or set it in the postBuild of the Kustomization that applies this one'
            : 'Write the value, or use an ApplicationSet that passes it as a parameter, {{ .name }}',
        object: `${kind}/${one.name}`,
        field: pathText(path),
        at: one.locate(path),
      };
    },
  );
}

function* textsIn(value: Value, path: Path): Generator<[Path, string]> {
  if (typeof value === 'string') yield [path, value];
  else if (Array.isArray(value))
    for (const [index, item] of value.entries()) yield* textsIn(item, [...path, index]);
  else if (isObject(value))
    for (const [key, item] of Object.entries(value))
      if (!CONTENT.has(key) && key !== 'annotations' && key !== 'labels')
        yield* textsIn(item, [...path, key]);
}
