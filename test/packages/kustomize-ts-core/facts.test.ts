import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  applyJson6902,
  type BuildFacts,
  buildWithFacts,
  emit,
  KustomizeError,
  memoryFileSystem,
} from '../../../packages/kustomize-ts-core/src/index.ts';

function factsOf(files: Record<string, string>): BuildFacts | undefined {
  try {
    return buildWithFacts(memoryFileSystem(files), '/overlay');
  } catch (error) {
    if (error instanceof KustomizeError) return undefined;
    throw error;
  }
}

const pool = (name: string, more = '') =>
  `apiVersion: karpenter.sh/v1\nkind: NodePool\nmetadata: {name: ${name}${more}}\nspec: {weight: 1}\n`;
const CASES: [what: string, base: string, overlay: string, endsWithPatches: boolean][] = [
  ['pools alone', 'resources: [pool.yaml]', 'resources: [../base]', true],
  [
    'a JSON patch in the base',
    `resources: [pool.yaml]\npatches: [{target: {kind: NodePool}, patch: "- {op: remove, path: /spec/weight}"}]`,
    'resources: [../base]',
    true,
  ],
  ['a prefix in the base', 'resources: [pool.yaml]\nnamePrefix: a-', 'resources: [../base]', false],
  ['a prefix here', 'resources: [pool.yaml]', 'resources: [../base]\nnamePrefix: a-', false],
  [
    'a generator in the base',
    'resources: [pool.yaml]\nconfigMapGenerator: [{name: a, literals: [b=c]}]',
    'resources: [../base]',
    false,
  ],
  ['an object for other tools', 'resources: [pool.yaml, local.yaml]', 'resources: [../base]', false],
  ['an object that may name others', 'resources: [pool.yaml, claim.yaml]', 'resources: [../base]', false],
  [
    'variables in the base',
    'resources: [pool.yaml]\nvars: [{name: V, objref: {kind: NodePool, apiVersion: karpenter.sh/v1, name: a}}]',
    'resources: [../base]',
    false,
  ],
  ['a name that reads as a date', 'resources: [dated.yaml]', 'resources: [../base]', false],
  [
    'a patch that renames',
    'resources: [pool.yaml]',
    `resources: [../base]\npatches: [{target: {kind: NodePool}, options: {allowNameChange: true}, patch: "${'{apiVersion: karpenter.sh/v1, kind: NodePool, metadata: {name: b}}'}"}]`,
    false,
  ],
];

const FILES = {
  '/base/pool.yaml': pool('a'),
  '/base/dated.yaml': pool('2001-01-01'),
  '/base/local.yaml': pool('l', ', annotations: {config.kubernetes.io/local-config: "true"}'),
  '/base/claim.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\n',
  '/base/sorted.yaml': `${pool('c')}---\n${pool('b', ', annotations: {a: b}')}`,
};

for (const [what, base, overlay, endsWithPatches] of CASES) {
  test(`${what}: ${endsWithPatches ? 'no step' : 'a step'} changes the result after patches`, () => {
    const built = factsOf({
      ...FILES,
      '/base/kustomization.yaml': base,
      '/overlay/kustomization.yaml': overlay,
    });
    assert.is(built?.endsWithPatches, endsWithPatches);
    assert.is(built?.file, '/overlay/kustomization.yaml');
  });
}

const ADDED = [{ op: 'add', path: '/spec/added', value: { count: 3, name: 'a' } }];
const field = fc.constantFrom(
  'namePrefix: a-',
  'namespace: n',
  'commonAnnotations: {c: d}',
  'buildMetadata: [originAnnotations]',
  'configMapGenerator: [{name: g, literals: [b=c], options: {disableNameSuffixHash: true}}]',
  'patches: [{target: {kind: NodePool, name: a}, patch: "- {op: add, path: /spec/limits, value: {cpu: 1}}"}]',
  'patches: [{patch: "{apiVersion: karpenter.sh/v1, kind: NodePool, metadata: {name: a}, spec: {x: y}}"}]',
  'patches: [{patch: "{apiVersion: karpenter.sh/v1, kind: NodePool, metadata: {name: b}, $patch: delete}"}]',
);
const fields = fc.oneof(fc.constant([]), fc.uniqueArray(field, { maxLength: 2 }));
const resources = fc.subarray(['pool.yaml', 'sorted.yaml', 'local.yaml', 'claim.yaml'], { minLength: 1 });

test('without later steps, one more patch changes a build and its result alike', () => {
  let count = 0;
  const property = fc.property(
    resources,
    fields,
    fields,
    fc.constantFrom('a', 'b', 'c'),
    (files, below, here, name) => {
      const tree = {
        ...FILES,
        '/base/kustomization.yaml': [`resources: [${files.join(', ')}]`, ...below].join('\n'),
        '/overlay/kustomization.yaml': ['resources: [../base]', ...here].join('\n'),
      };
      const built = factsOf(tree);
      if (!built?.endsWithPatches) return;
      const { kustomization, resources } = built;
      const own = Array.isArray(kustomization.patches) ? kustomization.patches : [];
      const text = emit({ ...kustomization, patches: [...own, { target: { name }, patch: emit(ADDED) }] });
      const patched = factsOf({ ...tree, '/overlay/kustomization.yaml': text });
      const wanted = resources.map(({ object }) =>
        (object.metadata as { name?: string }).name === name ? applyJson6902(object, ADDED) : object,
      );
      assert.equal(
        patched?.resources.map(({ object }) => object),
        wanted,
      );
      count++;
    },
  );
  fc.assert(property, { numRuns: 600 });
  assert.ok(count > 30);
});

test.run();
