import { createCache, memoryFileSystem, readDocuments } from '@kustomize-ts/core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  applyApplication,
  expandApplicationSet,
  type Overlay,
  renderCluster,
  renderEnvsubst,
  renderOverlay,
  renderText,
} from '../../../../generator/render/index.ts';
import { applicationSetOf, SEED_SHAPED, TREE } from '../fixtures.ts';

function overlayOf(files: Record<string, string> = TREE): Overlay {
  const result = renderOverlay(memoryFileSystem(files), '/overlays/dev', createCache());
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

const VARIABLES = { EKS_CLUSTER_NAME: 'dev-1', KARPENTER_NODE_ROLE: 'KarpenterNodeRole-dev-1', DOLLAR: '$' };

test('Flux, envsubst and Argo CD give a cluster the same objects', () => {
  const overlay = overlayOf();
  const flux = renderCluster(overlay, VARIABLES);
  assert.equal(flux.errors, []);
  assert.equal(readDocuments(renderText(overlay, VARIABLES)), flux.objects);
  assert.equal(renderEnvsubst(overlay, VARIABLES), flux);
  const set = applicationSetOf(overlay.objects, [
    { cluster: 'dev-1', variables: VARIABLES },
    { cluster: 'dev-2', variables: VARIABLES },
  ]);
  const { applications, errors } = expandApplicationSet(set);
  assert.equal(errors, []);
  for (const { object } of applications) {
    const argocd = applyApplication(overlay, object);
    assert.ok(argocd.ok);
    assert.equal(argocd.value, flux.objects);
  }
});

test('clusters share what no variable touches', () => {
  const overlay = overlayOf();
  const [first, second] = ['dev-1', 'dev-2'].map((EKS_CLUSTER_NAME) =>
    renderCluster(overlay, { ...VARIABLES, EKS_CLUSTER_NAME }),
  );
  const shared = first?.objects.filter((object, index) => object === second?.objects[index]);
  assert.equal(
    shared?.map(({ kind }) => kind),
    ['NodePool', 'NodePool'],
  );
});

test('a cluster that lacks a variable keeps its other objects', () => {
  const { objects, errors } = renderCluster(overlayOf(), { EKS_CLUSTER_NAME: 'x', DOLLAR: '$' });
  assert.equal(
    objects.map(({ kind }) => kind),
    ['NodePool', 'NodePool'],
  );
  assert.equal(
    errors.map(({ variable, object, path }) => [variable, object, path]),
    [
      ['KARPENTER_NODE_ROLE', 'EC2NodeClass/inferentia-inf2', ['spec', 'role']],
      ['KARPENTER_NODE_ROLE', 'EC2NodeClass/x86-cpu', ['spec', 'role']],
    ],
  );
});

test('what envsubst breaks is found where it stands', () => {
  const { objects, errors } = renderEnvsubst(overlayOf(), { ...VARIABLES, KARPENTER_NODE_ROLE: '*' });
  assert.is(objects.length, 2);
  assert.equal(
    errors.map(({ code, path }) => [code, path]),
    [
      ['breaks-yaml', ['spec', 'role']],
      ['breaks-yaml', ['spec', 'role']],
    ],
  );
});

test('an overlay that kustomize cannot build is an error with its file', () => {
  const files = {
    '/overlays/dev/kustomization.yaml': 'resources: [missing.yaml]\n',
    '/pools.yaml': SEED_SHAPED,
  };
  const result = renderOverlay(memoryFileSystem(files), '/overlays/dev', createCache());
  assert.not.ok(result.ok);
  assert.is(result.ok || result.error.code, 'build-failed');
});

test.run();
