import type { Value } from '@kustomize-ts/core';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Fleet, FleetObject } from '../load/index.ts';
import { pointer } from '../load/json-pointer.ts';
import { valueAt } from '../load/value-at.ts';
import type { Path } from '../render/index.ts';
import { lostElements, namedLists } from './karpenter/list-elements.ts';
import { replacedDiagnostic, themOf } from './overlay/list-replaced.ts';

/**
 * Lists of pools that replace a list of the defaults, and lists of environments that replace a pool's, where elements are gone at the end.
 * @param only the environments to check; all without it
 */
export function checkReplacedLists(fleet: Fleet, only?: ReadonlySet<string>): Diagnostic[] {
  const { base, environments } = fleet.objects;
  return [
    ...base.flatMap((object) => lostIn(fleet, object, undefined)),
    ...environments
      .filter(({ name }) => only?.has(name) ?? true)
      .flatMap(({ name, objects }) =>
        objects
          .filter(({ layers }) => layers[0]?.[0] === 'environments')
          .flatMap((object) => lostIn(fleet, object, name)),
      ),
  ];
}

function lostIn(fleet: Fleet, object: FleetObject, environment: string | undefined): Diagnostic[] {
  const { kind, name, value, layers } = object;
  const [upper, ...lower] = layers;
  return namedLists(kind).flatMap((path) => {
    if (upper === undefined || listAt(fleet, upper, path) === undefined) return [];
    const origin = lower.find((layer) => listAt(fleet, layer, path) !== undefined);
    const final = valueAt(value, path);
    if (origin === undefined || !Array.isArray(final)) return [];
    const lost = lostElements(kind, path, listAt(fleet, origin, path) ?? [], final);
    if (lost.length === 0) return [];
    const field = kind === 'NodePool' ? 'nodePoolJson6902' : 'nodeClassJson6902';
    const diagnostic = replacedDiagnostic({
      what:
        environment === undefined ? `the ${upper[0] === 'pools' ? 'pool' : 'node class'}` : 'the override',
      ...{ object: `${kind}/${name}`, path, lost },
      help:
        environment === undefined
          ? `Repeat ${themOf(lost)} in the pool: its list replaces that of the defaults`
          : `Repeat ${themOf(lost)} in the override, or append with ${field}: [{ op: add, path: ${pointer(path)}/-, value: … }]`,
      at: fleet.sources.locate([...upper, ...path.slice(1)], 'key'),
      origin: fleet.sources.locate([...origin, ...path.slice(1)], 'key'),
    });
    return environment === undefined ? diagnostic : { ...diagnostic, environment };
  });
}

/** A list of an object's spec in a layer of declarations, which begins below `spec`. */
function listAt({ spec }: Fleet, layer: Path, path: Path): readonly Value[] | undefined {
  const found = valueAt(spec as unknown as Value, [...layer, ...path.slice(1)]);
  return Array.isArray(found) ? found : undefined;
}
