import { isObject, type Value, type ValueObject } from '@kustomize-ts/core';
import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { certainty } from '../../../../packages/crd-validator/src/cel/certainty.ts';
import { newEnvironments } from '../../../../packages/crd-validator/src/cel/environment.ts';
import { CelFault } from '../../../../packages/crd-validator/src/cel/fault.ts';
import { type CelProgram, compileProgram } from '../../../../packages/crd-validator/src/cel/program.ts';
import { makeRules } from '../../../../packages/crd-validator/src/cel/rules.generated.js';
import { celValue } from '../../../../packages/crd-validator/src/cel/value.ts';
import { goJson } from '../../../../packages/crd-validator/src/go-text.ts';
import {
  createValidator,
  type ResourceSchema,
  SchemaError,
  saysUnchecked,
} from '../../../../packages/crd-validator/src/index.ts';
import { schemaNode } from '../../../../packages/crd-validator/src/make-node.ts';
import { childNode, type SchemaNode } from '../../../../packages/crd-validator/src/node.ts';
import { ruleCode } from '../../../../scripts/schemas/cel-code.ts';
import { readSchema } from '../../../../scripts/schemas/derive.ts';
import { mutate, Random, randomObject } from '../../../fuzz/crd-objects.ts';
import { soundObjects } from '../sound.ts';

const files = ['nodepool-karpenter.sh-v1', 'ec2nodeclass-karpenter.k8s.aws-v1', 'nodeclaim-karpenter.sh-v1'];
const schemas: ResourceSchema[] = await Promise.all(
  [...files, 'nodeoverlay-karpenter.sh-v1alpha1'].map(async (name) =>
    JSON.parse(await readSchema(`karpenter/1.15.1/${name}.json`)),
  ),
);
const prepared = makeRules(certainty);
const { plain } = newEnvironments();
const programs = new Map<string, CelProgram>();

/** What the interpreter makes of a rule; a fault is not true. */
function interpret(rule: string, node: SchemaNode, self: Value, old: Value | undefined): unknown {
  const program = programs.get(rule) ?? compileProgram(plain, rule);
  programs.set(rule, program);
  try {
    return program.run(celValue(node, self), old === undefined ? undefined : celValue(node, old));
  } catch (cause) {
    if (cause instanceof CelFault) return cause;
    throw cause;
  }
}

type See = (node: SchemaNode, value: Value, old: Value | undefined) => void;

function walk(node: SchemaNode, value: Value, old: Value | undefined, see: See): void {
  see(node, value, old);
  if (Array.isArray(value)) {
    for (const item of value) if (node.items !== undefined) walk(node.items, item, undefined, see);
  } else if (isObject(value)) {
    for (const key of Object.keys(value)) {
      const child = childNode(node, key);
      if (child === undefined || child === 'any') continue;
      walk(child, value[key] ?? null, isObject(old) ? old[key] : undefined, see);
    }
  }
}

test('what the code of a rule calls certain, the interpreter finds true', () => {
  const validator = createValidator(schemas);
  const random = new Random(20);
  const counts = { certain: 0, other: 0 };
  for (let run = 0; run < 400; run += 1) {
    const schema = random.pick(schemas);
    const made = randomObject(schema, random, random.pick([0, 0.02]));
    const { errors, stored } = validator.validate(made);
    if (errors.some(saysUnchecked)) continue;
    walk(schemaNode(schema), stored, mutate(stored, random), (node, value, old) => {
      for (const { rule } of node.rules) {
        const code = prepared[rule];
        assert.ok(code, rule);
        if (code.usesOldSelf && (old === undefined || old === null)) continue;
        const certain = code.holds(value, old);
        counts[certain ? 'certain' : 'other'] += 1;
        if (certain) assert.is(interpret(rule, node, value, old), true, `${rule} of ${goJson(value)}`);
      }
    });
  }
  assert.ok(counts.certain > 1000 && counts.other > 100, JSON.stringify(counts));
});

test('a sound object needs no interpreter', () => {
  for (const schema of schemas) {
    const kinds = schema['x-kubernetes-group-version-kind'].map(({ kind }) => kind);
    const object = soundObjects.find(({ kind }) => kinds.includes(String(kind)));
    walk(schemaNode(schema), object ?? {}, object, (node, value, old) => {
      for (const { rule } of node.rules) assert.ok(prepared[rule]?.holds(value, old), rule);
    });
  }
});

/** Runs code made of a rule; undefined for a rule that has none. */
function codeOf(rule: string): ((self: Value) => boolean) | undefined {
  const made = ruleCode(plain.parse(rule).ast, (pattern) => `goRegExp(${JSON.stringify(pattern)})`);
  if (made === undefined) return undefined;
  return new Function('certainty', `with (certainty) { return ${made.code} }`)(certainty);
}

const node = schemaNode({
  type: 'object',
  properties: {
    s: { type: 'string' },
    t: { type: 'string', format: 'date-time' },
    u: { type: 'string', format: 'date-time' },
    n: { type: 'integer' },
    p: { type: 'object', properties: { s: { type: 'string' } } },
    l: { type: 'array', items: { type: 'string' } },
    m: { type: 'object', additionalProperties: { type: 'string' } },
    o: {
      type: 'array',
      items: { type: 'object', properties: { s: { type: 'string' }, n: { type: 'integer' } } },
    },
  },
});

const texts = fc.constantFrom('', 'a', 'b', 'a/b', '7', '-1', '99999999999999999999', '2024-01-02');
const times = fc.constantFrom('2024-01-02T03:04:05Z', '2024-01-02T04:04:05+01:00', '2025-01-02T03:04:05Z');
const integers = fc.constantFrom(-1, 0, 1, 2, 7);
const selves = fc.record<ValueObject>(
  {
    s: texts,
    t: times,
    u: times,
    n: integers,
    p: fc.record<ValueObject>({ s: texts }, { requiredKeys: [] }),
    l: fc.array(texts, { maxLength: 3 }),
    m: fc.dictionary(fc.constantFrom('a', 'b', '__proto__', 'constructor'), texts, { maxKeys: 2 }),
    o: fc.array(fc.record<ValueObject>({ s: texts, n: integers }, { requiredKeys: [] }), { maxLength: 2 }),
  },
  { requiredKeys: [] },
);

function joined(...parts: (string | fc.Arbitrary<string>)[]): fc.Arbitrary<string> {
  const all = parts.map((part) => (typeof part === 'string' ? fc.constant(part) : part));
  return fc.tuple(...all).map((made) => made.join(''));
}

const { rule } = fc.letrec<{ rule: string; text: string; number: string }>((tie) => ({
  text: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom('self.s', "'a'", "''", "'7'", 'self.l[0]', "self.m['a']"),
    joined(tie('text'), ".find('^([^/]+)')"),
    joined(tie('text'), ".split('/')[1]"),
    joined('self.m[', tie('text'), ']'),
  ),
  number: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom('self.n', '0', '1', '7', 'size(self.l)', 'self.m.size()'),
    joined('int(', tie('text'), ')'),
    joined('self.o.filter(x, x.n == ', tie('number'), ').size()'),
  ),
  rule: fc.oneof(
    { depthSize: 'small' },
    joined('has(self.', fc.constantFrom(...'stunlmo'), ')'),
    joined(tie('text'), fc.constantFrom(' == ', ' != '), tie('text')),
    joined(tie('number'), fc.constantFrom(' == ', ' != ', ' < ', ' >= '), tie('number')),
    joined(tie('text'), ' in ', fc.constantFrom("['a', 'b']", 'self.l', 'self.m')),
    joined(tie('text'), fc.constantFrom(".startsWith('a')", ".endsWith('b')", ".matches('^[ab]+$')")),
    fc.constantFrom(
      'self.t == self.u',
      'self.t != self.u',
      'self == self',
      'self.l != self.l',
      'has(self.p.s)',
    ),
    joined('!(', tie('rule'), ')'),
    joined('(', tie('rule'), fc.constantFrom(' && ', ' || ', ' == ', ' ? false : '), tie('rule'), ')'),
    joined('(', tie('rule'), ' ? ', tie('rule'), ' : ', tie('rule'), ')'),
    joined(
      fc.constantFrom('self.l', 'self.m'),
      fc.constantFrom('.all(x, x', '.exists(x, x'),
      ' == ',
      tie('text'),
      ')',
    ),
    joined('self.o.', fc.constantFrom('all', 'exists'), '(x, has(x.n) && x.n > ', tie('number'), ')'),
  ),
}));

test('code of any rule is certain only of what the interpreter finds true', () => {
  let certain = 0;
  fc.assert(
    fc.property(rule, fc.array(selves, { minLength: 4, maxLength: 4 }), (source, values) => {
      const code = codeOf(source);
      assert.ok(code, source);
      for (const self of values) {
        if (!code(self)) continue;
        certain += 1;
        try {
          assert.is(interpret(source, node, self, undefined), true, `${source} of ${goJson(self)}`);
        } catch (cause) {
          // The interpreter finds a type wrong before it runs, as the server would.
          if (!(cause instanceof SchemaError)) throw cause;
        }
      }
    }),
    { numRuns: 3000, seed: 7 },
  );
  assert.ok(certain > 1000, `${certain}`);
});

test('a rule with constructs that have no code has none', () => {
  const sources = [
    'self.a + 1 == 2',
    'self.constructor == 1',
    'self.x__y == 1',
    'self == string',
    'self == null',
  ];
  const calls = ['self.all(x, y, x == y)', "self.split('/', 1)[0] == ''", "self.find('^a') == ''"];
  for (const source of [...sources, ...calls, 'self.all(x, x) && x']) {
    assert.is(codeOf(source), undefined, source);
  }
});

test.run();
