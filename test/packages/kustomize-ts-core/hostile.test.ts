import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { build, KustomizeError, memoryFileSystem } from '../../../packages/kustomize-ts-core/src/index.ts';
import { cpuTime } from '../../support/cpu-time.ts';

/** Much more than any of these needs, much less than exponential time. */
const LIMIT = 20_000;

function inTime(files: Record<string, string>): 'built' | 'refused' {
  const start = cpuTime();
  let outcome: 'built' | 'refused' = 'built';
  try {
    build(memoryFileSystem(files), '/');
  } catch (error) {
    if (!(error instanceof KustomizeError)) throw error;
    outcome = 'refused';
  }
  const time = cpuTime() - start;
  assert.ok(time < LIMIT, `${time.toFixed(0)} ms`);
  return outcome;
}

const deployment = (containers: string) =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec: {template: {spec: {containers: [${containers}]}}}\n`;

test('long lists merge in linear time', () => {
  const many = (prefix: string) =>
    Array.from({ length: 20000 }, (_, index) => `{name: ${prefix}${index}}`).join(', ');
  const files = {
    '/kustomization.yaml': 'resources: [a.yaml]\npatches: [{path: p.yaml}]',
    '/a.yaml': deployment(many('a')),
    '/p.yaml': deployment(many('b')),
  };
  assert.is(inTime(files), 'built');
});

test('long lists whose elements have no key are an error', () => {
  const files = {
    '/kustomization.yaml': 'resources: [a.yaml]\npatches: [{path: a.yaml}]',
    '/a.yaml': deployment(Array.from({ length: 20000 }, () => '{image: a}').join(', ')),
  };
  assert.is(inTime(files), 'refused');
});

test('many resources and many patches are found by index', () => {
  const names = Array.from({ length: 3000 }, (_, index) => `c${index}`);
  const object = (name: string) => `kind: ConfigMap\napiVersion: v1\nmetadata: {name: ${name}}\n`;
  const all = names.map(object).join('---\n');
  const files = {
    '/kustomization.yaml': [
      'namePrefix: p-\nresources: [a.yaml]\npatches: [{path: p.yaml}]\npatchesStrategicMerge: [p.yaml]\n',
      `configMapGenerator: [${names.map((name) => `{name: g${name}}`)}]\n`,
    ].join(''),
    '/a.yaml': all,
    '/p.yaml': all,
  };
  assert.is(inTime(files), 'built');
});

test('deep nesting is built or an error, not a crash', () => {
  for (const depth of [900, 5000, 200000]) {
    const deep = `${'{a: '.repeat(depth)}1${'}'.repeat(depth)}`;
    inTime({
      '/kustomization.yaml': 'resources: [a.yaml]\npatches: [{path: a.yaml}]\ncommonLabels: {a: b}',
      '/a.yaml': `kind: Thing\napiVersion: v1\nmetadata: {name: a}\nspec: ${deep}\n`,
    });
  }
});

test('lists within lists of resources terminate', () => {
  const nested = `${'{kind: AList, items: ['.repeat(300)}${']}'.repeat(300)}`;
  inTime({ '/kustomization.yaml': 'resources: [a.yaml]', '/a.yaml': nested });
});

test('schemas and definitions that refer to themselves terminate', () => {
  const definitions = {
    A: { properties: { a: { $ref: '#/definitions/A' } } },
    B: { $ref: '#/definitions/B' },
  };
  inTime({
    '/kustomization.yaml':
      'resources: [a.yaml]\nopenapi: {path: o.json}\ncrds: [c.json]\npatches: [{path: a.yaml}]',
    '/o.json': JSON.stringify({ definitions }),
    '/c.json': JSON.stringify({
      A: { Schema: { properties: { kind: {}, apiVersion: {}, metadata: {}, a: { $ref: 'A' } } } },
    }),
    '/a.yaml': 'kind: A\napiVersion: v1\nmetadata: {name: a}\n',
  });
});

test('keys with a meaning in JavaScript are keys', () => {
  const odd = '{__proto__: {x: 1}, constructor: 2, toString: 3, hasOwnProperty: 4}';
  const fs = memoryFileSystem({
    '/kustomization.yaml':
      'resources: [a.yaml]\ncommonAnnotations: {__proto__: x}\npatches: [{path: a.yaml}]',
    '/a.yaml': `kind: Thing\napiVersion: v1\nmetadata: {name: a}\nspec: ${odd}\n`,
  });
  const [thing] = build(fs, '/');
  assert.equal(Object.keys(thing?.object.spec ?? {}).sort(), [
    '__proto__',
    'constructor',
    'hasOwnProperty',
    'toString',
  ]);
  assert.is(Object.getPrototypeOf(thing?.object.spec), Object.prototype);
});

test.run();
