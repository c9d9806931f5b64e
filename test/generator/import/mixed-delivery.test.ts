import type { ValueObject } from '@kustomize-ts/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { valueAt } from '../../../generator/load/value-at.ts';
import { change } from '../../support/fleets.ts';
import { CLASS, importFiles, POOL, specOf } from './helper.ts';

const test = suite('import of one repository for Flux and Argo CD');

const OVERLAY = 'pools/overlays/dev';
const TEMPLATE = CLASS.replace('node-role', 'nodes-${CLUSTER}').replaceAll(
  'discovery: main',
  'discovery: "${CLUSTER}"',
);
const NODE_CLASS = `${TEMPLATE}  tags: { key: "arn:aws:kms:\${REGION}:111122223333:alias/ebs" }\n`;

const flux = (cluster: string, region: string): string => `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: pools, namespace: flux-system }
spec:
  interval: 10m
  path: ./${OVERLAY}
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
  postBuild: { substitute: { CLUSTER: ${cluster}, REGION: ${region} } }
`;

const SET = `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: { name: pools-dev, namespace: argocd }
spec:
  goTemplate: true
  generators:
    - list:
        elements:
          - { cluster: dev-us-1, region: us-east-1 }
          - { cluster: dev-us-2, region: us-west-2 }
  template:
    metadata: { name: "pools-{{ .cluster }}" }
    spec:
      project: default
      destination: { name: "{{ .cluster }}" }
      source:
        repoURL: https://git.example.com/platform.git
        path: ${OVERLAY}
        kustomize:
          patches:
            - target: { kind: EC2NodeClass }
              patch: |-
                - { op: replace, path: /spec/role, value: "nodes-{{ .cluster }}" }
                - { op: replace, path: /spec/subnetSelectorTerms/0/tags/discovery, value: "{{ .cluster }}" }
                - { op: replace, path: /spec/securityGroupSelectorTerms/0/tags/discovery, value: "{{ .cluster }}" }
                - { op: replace, path: /spec/tags/key, value: "arn:aws:kms:{{ .region }}:111122223333:alias/ebs" }
`;

const FILES = {
  [`${OVERLAY}/kustomization.yaml`]: 'resources: [nodepool.yaml, nodeclass.yaml]\n',
  [`${OVERLAY}/nodepool.yaml`]: POOL,
  [`${OVERLAY}/nodeclass.yaml`]: NODE_CLASS,
  'clusters/dev-eu-1/pools.yaml': flux('dev-eu-1', 'eu-west-1'),
  'clusters/dev-eu-2/pools.yaml': flux('dev-eu-2', 'eu-central-1'),
  'argocd/dev.yaml': SET,
};

const at = (spec: ValueObject, ...path: string[]): unknown => valueAt(spec, path);

test('each cluster keeps what delivers to it, and those of Argo CD the name that their ApplicationSet has', () => {
  const result = importFiles(FILES);
  const spec = specOf(result);
  assert.equal(Object.keys(spec.environments as ValueObject), ['dev', 'dev-flux']);
  assert.equal(at(spec, 'environments', 'dev', 'delivery'), ['argocd']);
  assert.equal(Object.keys(at(spec, 'environments', 'dev', 'clusters') as ValueObject), [
    'dev-us-1',
    'dev-us-2',
  ]);
  assert.equal(at(spec, 'environments', 'dev-flux', 'delivery'), ['flux']);
  assert.equal(Object.keys(at(spec, 'environments', 'dev-flux', 'clusters') as ValueObject), [
    'dev-eu-1',
    'dev-eu-2',
  ]);
  assert.equal(result.fleet?.imported.splits[0]?.into, [
    { name: 'dev', clusters: ['dev-us-1', 'dev-us-2'], delivery: ['argocd'] },
    { name: 'dev-flux', clusters: ['dev-eu-1', 'dev-eu-2'], delivery: ['flux'] },
  ]);
});

test('texts that Argo CD patches over variables get these variables', () => {
  const spec = specOf(importFiles(FILES));
  assert.equal(Object.keys(spec.variables as ValueObject), ['CLUSTER', 'REGION']);
  assert.is(at(spec, 'variables', 'CLUSTER', 'default'), '{cluster}');
  assert.equal(at(spec, 'environments', 'dev', 'clusters', 'dev-us-2', 'variables'), {
    REGION: 'us-west-2',
  });
  for (const environment of ['dev', 'dev-flux'])
    for (const differences of ['pools', 'nodeClasses', 'variables'])
      assert.is(at(spec, 'environments', environment, differences), undefined);
});

test('a text that does not fit keeps its object as it is, with no second value of a variable', () => {
  const other = change(SET, 'value: "nodes-{{ .cluster }}"', 'value: "workers"');
  const spec = specOf(importFiles({ ...FILES, 'argocd/dev.yaml': other }));
  assert.match(JSON.stringify(spec), '"workers"');
  const mixed = change(SET, 'value: "nodes-{{ .cluster }}"', 'value: "nodes-x-{{ .cluster }}"');
  const apart = specOf(importFiles({ ...FILES, 'argocd/dev.yaml': mixed }));
  assert.match(JSON.stringify(apart), 'nodes-x-');
  assert.not.match(JSON.stringify(at(apart, 'environments', 'dev', 'clusters')), '"x-dev');
});

test('a repository with one of the two names none', () => {
  const { 'argocd/dev.yaml': _, ...files } = FILES;
  const spec = specOf(importFiles(files));
  assert.equal(Object.keys(spec.environments as ValueObject), ['dev']);
  assert.is(at(spec, 'environments', 'dev', 'delivery'), undefined);
});

test.run();
