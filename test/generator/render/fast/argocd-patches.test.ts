import { createCache, emit, memoryFileSystem, type ValueObject } from '@kustomize-ts/core';
import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { buildPatched } from '../../../../generator/render/argocd/patched-build.ts';
import { applyPatchesFast } from '../../../../generator/render/fast/argocd-patches.ts';
import { renderOverlay } from '../../../../generator/render/index.ts';
import { TREE } from '../fixtures.ts';

const TARGET = { group: 'karpenter.k8s.aws', version: 'v1', kind: 'EC2NodeClass', name: 'x86-cpu' };

const value = fc.constantFrom<unknown>(
  'x',
  '',
  null,
  5,
  1.5,
  1e30,
  10n ** 18n + 1n,
  true,
  [],
  {},
  ['a', null],
  { a: { b: null } },
  '012',
  '${V}',
  'a\nb',
);
const operation = fc.record({
  op: fc.constantFrom('replace', 'add', 'remove'),
  path: fc.constantFrom(
    '/spec/role',
    '/spec/tags/note',
    '/spec/tags/new',
    '/spec/amiSelectorTerms/0',
    '/spec/amiSelectorTerms/-',
    '/spec/none/x',
    '/spec/tags',
  ),
  value,
});
const target = fc.constantFrom<ValueObject>(
  TARGET,
  { kind: 'EC2NodeClass' },
  { name: 'x86-cpu' },
  { group: 'karpenter.sh' },
  { name: 'none' },
  { name: 'x86.cpu' },
  { version: '' },
);

test('the fast path gives the same objects as a build with the patches', () => {
  const rendered = renderOverlay(memoryFileSystem(TREE), '/overlays/dev', createCache());
  assert.ok(rendered.ok);
  const overlay = rendered.value;
  let count = 0;
  const property = fc.property(
    fc.array(fc.tuple(target, fc.array(operation, { minLength: 1, maxLength: 3 })), {
      minLength: 1,
      maxLength: 2,
    }),
    (entries) => {
      const patches = entries.map(([where, operations]) => ({
        target: where,
        patch: emit(operations as ValueObject[]),
      }));
      const direct = applyPatchesFast(overlay, patches);
      if (!direct) return;
      const built = buildPatched(overlay, patches);
      assert.ok(built.ok);
      assert.equal(direct, built.value);
      count++;
    },
  );
  fc.assert(property, { numRuns: 500 });
  assert.ok(count > 50);
});

test.run();
