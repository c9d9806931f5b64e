import { createCache, memoryFileSystem, type ValueObject } from '@kustomize-ts/core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { applyApplication, type Overlay, renderOverlay } from '../../../../generator/render/index.ts';
import { TREE } from '../fixtures.ts';

function overlayOf(kustomization?: string): Overlay {
  const files =
    kustomization === undefined ? TREE : { ...TREE, '/overlays/dev/kustomization.yaml': kustomization };
  const result = renderOverlay(memoryFileSystem(files), '/overlays/dev', createCache());
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

function application(patches: ValueObject[], kustomize: ValueObject = {}): ValueObject {
  const source = { path: 'overlays/dev', kustomize: { patches, ...kustomize } };
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: 'dev' },
    spec: { source },
  };
}

const TARGET = { group: 'karpenter.k8s.aws', version: 'v1', kind: 'EC2NodeClass', name: 'x86-cpu' };

test('later transformers of kustomize also change the patched values', () => {
  const overlay = overlayOf('resources: [../../base]\nnamePrefix: dev-\n');
  const patch = '- op: replace\n  path: /spec/role\n  value: r\n';
  for (let time = 0; time < 2; time++) {
    const result = applyApplication(overlay, application([{ target: TARGET, patch }]));
    assert.ok(result.ok);
    const roles = result.value.map(({ metadata, spec }) => [
      (metadata as ValueObject).name,
      (spec as ValueObject).role,
    ]);
    assert.equal(roles.slice(0, 2), [
      ['dev-inferentia-inf2', '${KARPENTER_NODE_ROLE}'],
      ['dev-x86-cpu', 'r'],
    ]);
  }
});

test('a patch may target an object by the name that it has in a base', () => {
  const files = {
    ...TREE,
    '/base/kustomization.yaml': 'resources: [pools.yaml]\nnameSuffix: -v2\n',
    '/overlays/dev/kustomization.yaml': 'resources: [../../base]\n',
  };
  const overlay = renderOverlay(memoryFileSystem(files), '/overlays/dev', createCache());
  assert.ok(overlay.ok);
  const patch = '- op: replace\n  path: /spec/role\n  value: r\n';
  const result = applyApplication(overlay.value, application([{ target: TARGET, patch }]));
  assert.ok(result.ok);
  assert.equal(
    result.value.slice(0, 2).map(({ spec }) => (spec as ValueObject).role),
    ['${KARPENTER_NODE_ROLE}', 'r'],
  );
});

test('strategic merge patches and target patterns', () => {
  const patch =
    'apiVersion: karpenter.k8s.aws/v1\nkind: EC2NodeClass\nmetadata: {name: any}\nspec: {role: r}\n';
  const result = applyApplication(
    overlayOf(),
    application([{ target: { kind: 'EC2.*', name: '(x86|none).*' }, patch }]),
  );
  assert.ok(result.ok);
  const roles = result.value.map(({ spec }) => (spec as ValueObject).role);
  assert.equal(roles, ['${KARPENTER_NODE_ROLE}', 'r', undefined, undefined]);
});

test('a patch that does not apply and an unsupported option are errors', () => {
  const missing = { target: TARGET, patch: '- op: remove\n  path: /spec/none\n' };
  const cases: [ValueObject, string][] = [
    [application([missing]), 'bad-patch'],
    [application([], { namePrefix: 'x-' }), 'unsupported-template'],
    [application([], { patches: 'x' }), 'bad-patch'],
    [{ kind: 'Application', metadata: { name: 'x' }, spec: { sources: [] } }, 'unsupported-template'],
  ];
  for (const [object, code] of cases) {
    const result = applyApplication(overlayOf(), object);
    assert.is(result.ok || result.error.code, code);
  }
});

test.run();
