import type { Location } from '../diagnostics/diagnostic.ts';
import type { Fleet } from './fleet.ts';
import { pointerSteps } from './json-pointer.ts';
import type { Path } from './path.ts';
import type { FleetObject } from './resolved.ts';

/**
 * Where a field of an object is declared: the layer (environment, pool, defaults) that has most of the field's path wins,
 * the strongest among equals. `field` is the path in the object, such as `['spec', 'limits', 'cpu']`; `key` points at its key, which
 * for a field that an operation sets is the operation's path.
 */
export function locateField(
  fleet: Fleet,
  object: FleetObject,
  field: Path,
  part: 'key' | 'value' = 'value',
): Location {
  const home: Path = object.pool === undefined ? ['nodeClasses', object.name] : ['pools', object.pool];
  if (field[0] === 'metadata')
    return fleet.sources.locate([...home, ...field.slice(1)], field[1] === 'name' ? 'key' : part);
  const below = field[0] === 'spec' ? field.slice(1) : [];

  let best: Path = home;
  let bestDepth = 0;
  for (const { at, depth } of candidates(fleet, object, below))
    if (depth > bestDepth) [best, bestDepth] = [at, depth];
  if (bestDepth > 0) {
    const isOperation = part === 'key' && best.at(-1) === 'value' && below.at(-1) !== 'value';
    return isOperation
      ? fleet.sources.locate([...best.slice(0, -1), 'path'])
      : fleet.sources.locate(best, bestDepth === below.length ? part : 'value');
  }
  return fleet.sources.locate(field[0] === 'spec' ? ownSpec(fleet, object, home) : home, 'key');
}

/** Where the object's own spec is declared, for a field that nobody declares: `nodePool` or `nodeClass` of its pool. */
function ownSpec(fleet: Fleet, object: FleetObject, home: Path): Path {
  const isOwn = (layer: Path): boolean =>
    layer.length > home.length &&
    home.every((step, i) => step === layer[i]) &&
    fleet.sources.depth(layer) === layer.length;
  return object.layers.find(isOwn) ?? home;
}

/** Places that have some of the field, the strongest first, each with how many of its steps are declared there. */
function* candidates(fleet: Fleet, object: FleetObject, below: Path): Generator<{ at: Path; depth: number }> {
  for (const { operation, at } of object.operations.toReversed()) {
    const pointer = pointerSteps(operation.path).slice(1);
    const common = commonPrefix(pointer, below);
    if (common === Math.min(pointer.length, below.length)) {
      const at2: Path = [...at, 'value', ...below.slice(pointer.length)];
      yield { at: fleet.sources.depth(at2) > at.length ? at2 : at, depth: common };
    }
  }
  for (const layer of object.layers) {
    const at = [...layer, ...below];
    yield { at, depth: fleet.sources.depth(at) - layer.length };
  }
}

function commonPrefix(pointer: readonly string[], path: Path): number {
  let i = 0;
  while (i < pointer.length && i < path.length && (pointer[i] === String(path[i]) || pointer[i] === '-')) i++;
  return i;
}
