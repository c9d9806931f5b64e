import { createCache, memoryFileSystem } from '@kustomize-ts/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { buildManifests, readManifests, validateDelivery } from '../../../../../generator/manifests/index.ts';
import { kustomization, NODE_CLASS, POOL } from './helper.ts';

const test = suite('patches of hand-written Kustomizations and Applications');

const POOLS = {
  'pools/kustomization.yaml': 'resources: [all.yaml]\nnamePrefix: p-\n',
  'pools/all.yaml': POOL + NODE_CLASS,
};

function findings(delivery: string): string[] {
  const { manifests, diagnostics } = buildManifests(
    memoryFileSystem(POOLS),
    '/pools',
    createCache(),
    (path) => path.slice(1),
  );
  const groups = [{ manifests, diagnostics, directory: 'pools' }, { ...readManifests('a.yaml', delivery) }];
  return validateDelivery(groups, false)
    .filter(({ code }) => code === 'patch-without-target')
    .map(({ at, message, help }) => `${at?.file}:${at?.line}:${at?.column} ${message} | ${help}`);
}

const flux = (target: string, more = '') =>
  findings(
    kustomization(
      'pools',
      `\n  path: ./pools\n  patches: [{ patch: "- { op: remove, path: /spec }", target: ${target} }]${more}`,
    ),
  );

test('are reported where their target selects nothing of the directory', () => {
  assert.equal(flux('{ kind: NodePool, version: v1beta1 }'), [
    'a.yaml:10:81 the target of spec.patches[0] selects no object: NodePool/p-web has version v1, not v1beta1; kustomize skips the patch silently | Set version to v1, or remove it',
  ]);
  const application = `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: pools }
spec:
  source:
    path: pools
    kustomize: { patches: [{ patch: "- { op: remove, path: /spec }", target: { kind: NodePools } }] }
`;
  assert.match(
    findings(application)[0] ?? '',
    /^a\.yaml:7:\d+ the target of spec\.source\.kustomize\.patches\[0\] selects no object: NodePool/,
  );
  assert.equal(findings(application.replace('NodePools', 'NodePool')), []);
});

test('are silent for names before and after a prefix, patterns, patches without a target, components, and other folders', () => {
  for (const target of [
    '{ kind: NodePool }',
    '{ name: web }',
    '{ name: p-web }',
    '{ name: w.b }',
    '{ kind: Node.* }',
    '{}',
  ])
    assert.equal(flux(target), [], target);
  assert.equal(flux('{ kind: Deployment }', '\n  components: [../part]'), []);
  assert.equal(
    findings(
      kustomization('x', '\n  path: ./other\n  patches: [{ patch: a, target: { kind: Deployment } }]'),
    ),
    [],
  );
});

test.run();
