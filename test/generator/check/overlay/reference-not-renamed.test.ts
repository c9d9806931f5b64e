import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { withSandbox } from '../../../support/sandbox.ts';
import { findings, NODE_CLASS, POOL, RAY } from './helper.ts';

const test = suite('reference-not-renamed');

const MOUNTS = RAY.replace(
  'containers:',
  'serviceAccountName: runner\n        volumes: [{ name: c, configMap: { name: settings } }]\n        containers:',
);
const ACCOUNT = 'apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: runner, namespace: default }\n';
const GENERATED = 'configMapGenerator: [{ name: settings, literals: [a=b] }]\n';

test('reports a node class that gets a prefix and a suffix, with the name that it ends up with', () => {
  const [found = '', ...others] = findings('namePrefix: prod-\nnameSuffix: -x\n');
  assert.equal(others, []);
  assert.match(
    found,
    /^reference-not-renamed base\/pool\.yaml:9:75 EC2NodeClass main is prod-main-x after namePrefix/,
  );
  assert.match(found, 'fieldSpecs: [{ kind: NodePool, path: spec/template/spec/nodeClassRef/name }]');
});

test('reports references of pods in custom resources', () => {
  const found = findings(`${GENERATED}nameSuffix: -x\n`, { 'resource.yaml': `${MOUNTS}---\n${ACCOUNT}` });
  const refs = found
    .filter((one) => one.includes('RayCluster'))
    .map((one) => one.replace(/-\w{10} after/, '-HASH after').slice(0, 110));
  assert.equal(refs, [
    'reference-not-renamed prod/resource.yaml:9:29 ServiceAccount runner is runner-x after nameSuffix, and spec.hea',
    'reference-not-renamed prod/resource.yaml:10:49 ConfigMap settings is settings-x-HASH after nameSuffix, and spe',
  ]);
});

test('is silent where a name reference is configured, for other names and namespaces, and for built-in kinds', () => {
  const configurations = `nameReference:
  - { kind: EC2NodeClass, fieldSpecs: [{ kind: NodePool, path: spec/template/spec/nodeClassRef/name }] }
`;
  assert.equal(findings('namePrefix: p-\nconfigurations: [n.yaml]\n', { 'n.yaml': configurations }), []);
  assert.equal(findings(GENERATED, { 'resource.yaml': MOUNTS.replace('settings', 'other') }), []);
  const elsewhere = MOUNTS.replace('{ name: ray }', '{ name: ray, namespace: ml }');
  assert.equal(findings(GENERATED, { 'resource.yaml': elsewhere }), []);
  const deployment = MOUNTS.replace('ray.io/v1', 'apps/v1')
    .replace('RayCluster', 'Deployment')
    .replace('  headGroupSpec:\n    template:', '    template:')
    .replaceAll('\n    ', '\n  ');
  assert.equal(findings(`${GENERATED}`, { 'resource.yaml': deployment }), []);
});

test('is one finding together with missing-node-class', () => {
  const files = {
    'base/kustomization.yaml': 'resources: [pool.yaml, class.yaml]\n',
    'base/pool.yaml': POOL,
    'base/class.yaml': NODE_CLASS,
    'prod/kustomization.yaml': 'resources: [../base]\nnamePrefix: prod-\n',
  };
  withSandbox(files, (sandbox) => {
    const { stderr } = sandbox.poolwright('validate', 'prod');
    assert.match(stderr, /error\[missing-node-class\]: EC2NodeClass main is prod-main after namePrefix/);
    assert.match(stderr, 'prod/kustomization.yaml:2:1: namePrefix renames it');
    assert.not.match(stderr, 'reference-not-renamed');
  });
});

test.run();
