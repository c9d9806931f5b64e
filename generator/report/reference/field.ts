import { childSchema, type SchemaHistory, type VersionedSchema } from '../../check/crd/field-versions.ts';
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
  /** Of values that only some of those versions take, the versions. */
  values: ReadonlyMap<unknown, Versions>;
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
  /** The step that the schema has instead: `*` for a free key, `[]` for an item of a list. */
  generic?: '*' | '[]';
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
  const { path, object, required } = place;
  const shape = shapeOf(place.node);
  if (object === undefined) return { path, shape, required, values: new Map() };
  const having = schemasOf(object, history);
  const karpenter = versionsOf(having, ({ schema }) => schema !== undefined);
  const values = shape.allowed
    .map((value): [unknown, Versions] => [
      value,
      versionsOf(having, ({ schema }) => schema?.enum?.some((one) => one === value) === true),
    ])
    .filter(([, versions]) => versions.having.length < karpenter.having.length);
  return { path, shape, required, karpenter, values: new Map(values) };
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
  /^(?:karpenter|variables|defaults|nodeClasses|pools|environments|delivery|output|workloads|checks)(?=$|[.[])/;

function stepsOf(path: string): string[] {
  const whole = path
    .replace(/^NodePool\.spec\b/, 'spec.pools.*.nodePool')
    .replace(/^EC2NodeClass\.spec\b/, 'spec.pools.*.nodeClass')
    .replace(SECTIONS, 'spec.$&');
  return whole.split(/\.|(?=\[)/).filter((step) => step !== '');
}

function unknownStep(place: Place, step: string): UnknownStep {
  const { properties, entries, items } = shapeOf(place.node);
  const known = Object.keys(properties);
  const generic = entries ? '*' : items ? '[]' : undefined;
  const near = nearest(step, known);
  return {
    at: place.path,
    step,
    known,
    ...(generic && { generic }),
    ...(near === undefined ? {} : { near }),
  };
}

/** What each version of Karpenter says of a field. */
function schemasOf(
  { definition, steps }: { definition: string; steps: (string | number)[] },
  history: SchemaHistory,
): VersionedSchema[] {
  const [apiVersion = '', kind = ''] = KINDS[definition] ?? [];
  return history(apiVersion, kind).map(({ karpenter, schema }) => {
    let at = schema?.properties?.spec;
    for (const step of steps) at = at && childSchema(at, step);
    return { karpenter, schema: at };
  });
}

function versionsOf(all: readonly VersionedSchema[], has: (one: VersionedSchema) => boolean): Versions {
  const names = (some: readonly VersionedSchema[]): string[] => some.map(({ karpenter }) => karpenter);
  return { having: names(all.filter(has)), all: names(all) };
}
