import { isObject, type Value } from '@kustomize-ts/core';
import type { FleetSpec } from '../../load/fleet.ts';
import { childrenOf, type Place, placeAt } from '../../report/reference/field.ts';
import { shapeOf } from '../../report/reference/shape.ts';
import type { Candidate } from './candidate.ts';

/**
 * The fields of fleet.yaml below the path that is typed up to its last dot; one that has fields ends in a dot. Free keys are those that the
 * fleet has there, or `*`.
 */
export async function fieldsAt(
  typed: string,
  loadSpec: () => Promise<FleetSpec | undefined>,
): Promise<Candidate[]> {
  const above = typed.slice(0, typed.lastIndexOf('.') + 1);
  const place = placeAt(above);
  if (!('node' in place)) return [];
  const candidates: Candidate[] = [];
  for (const child of childrenOf(place)) {
    const step = child.path.slice(place.path.length).replace(/^\./, '');
    const steps = step === '*' ? keysAt(above, await loadSpec()) : [step];
    for (const one of steps) candidates.push(candidateOf(above + one, child));
  }
  return candidates;
}

function candidateOf(path: string, place: Place): Candidate {
  const [only, second] = childrenOf(place);
  if (only && !second && only.path.endsWith('[]') && childrenOf(only).length > 0)
    return candidateOf(`${path}[]`, only);
  const isOpen = only !== undefined && !only.path.endsWith('[]');
  const [description = ''] = shapeOf(place.node).description.split(/(?<=\.)\s/);
  return { text: isOpen ? `${path}.` : path, ...(description && { description }) };
}

/** The keys of the fleet at a path that a person typed. */
function keysAt(path: string, spec: FleetSpec | undefined): string[] {
  let at: Value | undefined = spec as Value | undefined;
  for (const step of path
    .replace(/^spec\./, '')
    .split('.')
    .filter(Boolean)) {
    if (!isObject(at) || !Object.hasOwn(at, step)) return ['*'];
    at = at[step];
  }
  const keys = isObject(at) ? Object.keys(at) : [];
  return keys.length > 0 ? keys : ['*'];
}
