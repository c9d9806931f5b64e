import { childSchema, type SchemaHistory } from '../../check/crd/field-versions.ts';
import { nearest } from '../../diagnostics/suggest.ts';
import { FLEET_SCHEMA, type SchemaNode, type Shape, shapeOf } from './shape.ts';

/** A field of fleet.yaml, or of a Karpenter object in it. */
export interface Field {
  /** Its path, `*` for a free key and `[]` for an item of a list. */
  path: string;
  shape: Shape;
  required: boolean;
  /** Karpenter's versions that have it, the oldest first; absent for fields of Poolwright's own. */
  karpenter?: Versions;
}

/** Of all versions that there are schemas for, those that have a field. */
export interface Versions {
  having: readonly string[];
  all: readonly string[];
}

/** A step that the schema does not have. */
export interface UnknownStep {
  /** The path up to it. */
  at: string;
  step: string;
  known: readonly string[];
  near?: string;
}

const KINDS: Record<string, [apiVersion: string, kind: string]> = {
  NodePoolSpec: ['karpenter.sh/v1', 'NodePool'],
  EC2NodeClassSpec: ['karpenter.k8s.aws/v1', 'EC2NodeClass'],
};

/** Where a walk stands. */
export interface Place {
  path: string;
  node: SchemaNode;
  required: boolean;
  /** The Karpenter object that it is in, and the way from its `spec`. */
  object?: { definition: string; steps: (string | number)[] };
}

export const ROOT: Place = { path: '', node: FLEET_SCHEMA, required: true };

/** The place in fleet.yaml of a path: `spec.pools.*.nodePool.limits`, `pools.gpu.nodePool`, `NodePool.spec.limits`. */
export function placeAt(path: string): Place | UnknownStep {
  let place = ROOT;
  for (const step of stepsOf(path)) {
    const next = childAt(place, step);
    if (next === undefined) return unknownStep(place, step);
    place = next;
  }
  return place;
}

export function fieldOf(place: Place, history: SchemaHistory): Field {
  const { object } = place;
  return {
    path: place.path,
    shape: shapeOf(place.node),
    required: place.required,
    ...(object === undefined ? {} : { karpenter: versionsOf(object, history) }),
  };
}

/** The places right below one: its fields, then what its free keys and items are. */
export function childrenOf(place: Place): Place[] {
  const { properties, entries, items } = shapeOf(place.node);
  const names = [...Object.keys(properties), ...(entries ? ['*'] : []), ...(items ? ['[]'] : [])];
  return names.flatMap((name) => childAt(place, name) ?? []);
}

function childAt(place: Place, step: string): Place | undefined {
  const { properties, entries, items, required, definition } = shapeOf(place.node);
  const object =
    definition !== undefined && Object.hasOwn(KINDS, definition) ? { definition, steps: [] } : place.object;
  const below = (node: SchemaNode, name: string, real: string | number, needed = false): Place => ({
    path: name === '[]' ? `${place.path}[]` : place.path === '' ? name : `${place.path}.${name}`,
    node,
    required: needed,
    ...(object === undefined ? {} : { object: { ...object, steps: [...object.steps, real] } }),
  });
  if (items && /^(?:\[\d*\]|\*|\d+)$/.test(step)) return below(items, '[]', 0);
  if (Object.hasOwn(properties, step)) {
    const node = properties[step];
    return node && below(node, step, step, required.includes(step));
  }
  return entries && !step.startsWith('[') ? below(entries, '*', step) : undefined;
}

const SECTIONS =
  /^(?:karpenter|variables|defaults|nodeClasses|pools|environments|delivery|workloads|checks)(?=$|[.[])/;

function stepsOf(path: string): string[] {
  const whole = path
    .replace(/^NodePool\.spec\b/, 'spec.pools.*.nodePool')
    .replace(/^EC2NodeClass\.spec\b/, 'spec.pools.*.nodeClass')
    .replace(SECTIONS, 'spec.$&');
  return whole.split(/\.|(?=\[)/).filter((step) => step !== '');
}

function unknownStep(place: Place, step: string): UnknownStep {
  const known = Object.keys(shapeOf(place.node).properties);
  const near = nearest(step, known);
  return { at: place.path, step, known, ...(near === undefined ? {} : { near }) };
}

function versionsOf(
  { definition, steps }: { definition: string; steps: (string | number)[] },
  history: SchemaHistory,
): Versions {
  const [apiVersion = '', kind = ''] = KINDS[definition] ?? [];
  const all = history(apiVersion, kind);
  const having = all.filter(({ schema }) => {
    let at = schema?.properties?.spec;
    for (const step of steps) at = at && childSchema(at, step);
    return at !== undefined;
  });
  return { having: having.map(({ karpenter }) => karpenter), all: all.map(({ karpenter }) => karpenter) };
}
