import type { Value, ValueObject } from '@kustomize-ts/core';
import type { CrdSchema, ResourceSchema } from '@poolwright/crd-validator';

/** Random numbers from a seed (mulberry32). */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A number in [0, 1). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)] as T;
  }
}

const texts =
  `|a|abc|10%|100%|0|1|5|-1|+5|0x1|1_0| 1|99999999999999999999|720h|1h30m|30s|Never|30d|8h|45m0s|100Gi|1.5e3|0 9 * * mon-fri|@daily
   |spot|amd64|karpenter.sh/capacity-type|karpenter.sh/nodepool|kubernetes.io/hostname|karpenter.k8s.aws/instance-cpu|karpenter.k8s.aws/foo
   |mykarpenter.sh/x|a b|a/b/c|<&>|é€😀|\u0001\t"\\|al2023@latest|al2@v1|windows2022@v1|al2023@a@b|bottlerocket@latest|ami-123|subnet-1
   |sg-1|cr-1|pg-1|123456789012|eks:eks-cluster-name|kubernetes.io/cluster/x|2024-01-02T03:04:05Z|constructor|__proto__|nodes|cpu`
    .split('|')
    .map((text) => text.replace(/\n\s*$/, ''));
const numbers = [
  -1,
  0,
  1,
  2,
  5,
  30,
  50,
  51,
  60,
  64,
  65,
  100,
  101,
  300,
  2147483648,
  9007199254740993n,
  1.5,
  -0.25,
  1e20,
];
const keys = [
  'a',
  'cpu',
  'memory',
  'nodes',
  'team',
  '',
  'karpenter.sh/x',
  'kubernetes.io/hostname',
  'constructor',
  '__proto__',
];

/** A random object of a kind, mostly sound; `wild` is how often a part of it is anything at all. */
export function randomObject(schema: ResourceSchema, random: Random, wild: number): ValueObject {
  const [gvk] = schema['x-kubernetes-group-version-kind'];
  const body = mapping(schema, random, wild);
  return {
    ...body,
    apiVersion: `${gvk?.group}/${gvk?.version}`,
    kind: gvk?.kind ?? '',
    metadata: random.chance(0.9) ? { name: 'test' } : randomMetadata(random),
  };
}

/** The object with one part replaced, dropped or added. */
export function mutate(value: Value, random: Random): Value {
  if (Array.isArray(value) && value.length > 0 && random.chance(0.9)) {
    const index = random.below(value.length);
    if (random.chance(0.15)) return [...value, value[index] ?? null];
    return value.map((item, at) => (at === index ? mutate(item, random) : item));
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value) && random.chance(0.93)) {
    const names = Object.keys(value).filter((name) => !['apiVersion', 'kind', 'metadata'].includes(name));
    if (names.length > 0) return mutateField(value, random.pick(names), random);
  }
  return anything(random);
}

function mutateField(value: ValueObject, name: string, random: Random): ValueObject {
  const entries = Object.entries(value);
  if (random.chance(0.1)) return fromEntries(entries.filter(([key]) => key !== name));
  return fromEntries(entries.map(([key, inner]) => [key, key === name ? mutate(inner, random) : inner]));
}

function generate(schema: CrdSchema, random: Random, wild: number): Value {
  if (random.chance(wild)) return anything(random);
  if (schema.enum !== undefined && random.chance(0.95)) return random.pick(schema.enum);
  if (schema['x-kubernetes-int-or-string'] === true) return random.pick<Value>([...texts, 1, 100]);
  switch (schema.type) {
    case 'object':
      return mapping(schema, random, wild);
    case 'array':
      return list(schema, random, wild);
    case 'string':
      return fittingText(schema, random);
    case 'integer':
      return random.pick(numbers.slice(0, 14));
    case 'boolean':
      return random.chance(0.5);
    default:
      return anything(random);
  }
}

function mapping(schema: CrdSchema, random: Random, wild: number): ValueObject {
  const out: [string, Value][] = [];
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const share = schema.required?.includes(name) === true || name === 'spec' ? 0.98 : 0.3;
    if (random.chance(share)) out.push([name, generate(property, random, wild)]);
  }
  if (typeof schema.additionalProperties === 'object') {
    for (let left = random.below(4); left > 0; left -= 1) {
      out.push([random.pick(keys), generate(schema.additionalProperties, random, wild)]);
    }
  }
  if (random.chance(wild)) out.push([random.pick(keys), anything(random)]);
  return fromEntries(out);
}

function list(schema: CrdSchema, random: Random, wild: number): Value[] {
  const length = random.chance(0.01) ? 160 : random.below(4);
  return Array.from({ length }, () =>
    schema.items === undefined ? 'a' : generate(schema.items, random, wild),
  );
}

/** A text that fits the pattern, if the first few tried have one that does. */
function fittingText(schema: CrdSchema, random: Random): string {
  if (schema.format === 'date-time') return '2024-01-02T03:04:05Z';
  const pattern = schema.pattern === undefined ? undefined : new RegExp(schema.pattern);
  for (let left = 12; left > 0; left -= 1) {
    const text = random.pick(texts);
    if (pattern === undefined || pattern.test(text)) return text;
  }
  return random.pick(texts);
}

function anything(random: Random): Value {
  return random.pick<() => Value>([
    () => null,
    () => random.chance(0.5),
    () => random.pick(numbers),
    () => random.pick(texts),
    () => 'x'.repeat(random.pick([1, 64, 317])),
    () => [],
    () => [random.pick(texts), random.pick(numbers)],
    () => ({}),
    () => fromEntries([[random.pick(keys), random.pick(texts)]]),
  ])();
}

function randomMetadata(random: Random): Value {
  const name = random.pick<Value>(['test', 'Upper', 'a/b', '', 1, 'x'.repeat(254)]);
  const labels = fromEntries([
    [random.pick([...keys, 'a b', 'x/y/z']), random.pick<Value>(['v', 'a b', null, 1, 'x'.repeat(64)])],
  ]);
  return random.pick<Value>([
    { name },
    { name: 'test', labels },
    { name: 'test', annotations: labels },
    { name: 'test', finalizers: [random.pick(texts)] },
    { name: 'test', unknown: 1, ownerReferences: [{ name: random.pick<Value>(['', 'a', 1]), extra: true }] },
    { name: 'test', generation: random.pick<Value>(['a', 1, 1.5, null]), creationTimestamp: null },
    null,
    'text',
  ]);
}

/** `Object.fromEntries` keeps a key `__proto__`; a literal would not. */
function fromEntries(entries: [string, Value][]): ValueObject {
  return Object.fromEntries(entries);
}
