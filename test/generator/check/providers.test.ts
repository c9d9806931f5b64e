import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { openCrds } from '../../../generator/crds/karpenter.ts';
import { type GroupResult, readManifests, validateGroup } from '../../../generator/manifests/index.ts';

const test = suite('other providers and old kinds');
const crds = openCrds();

const pool = (group: string, kind: string, key = 'karpenter.sh/capacity-type') => `apiVersion: karpenter.sh/v1
kind: NodePool
metadata: { name: a }
spec:
  limits: { cpu: "10" }
  template:
    spec:
      expireAfter: Never
      requirements: [{ key: ${key}, operator: Exists }]
      nodeClassRef: { group: ${group}, kind: ${kind}, name: a }
`;

function result(text: string): GroupResult {
  return validateGroup(readManifests('a.yaml', text), {
    scope: { karpenter: '1.15' },
    crds,
    isWhole: false,
  });
}

const codes = ({ diagnostics }: GroupResult) => diagnostics.map(({ code }) => code);

for (const [group, kind] of [
  ['karpenter.azure.com', 'AKSNodeClass'],
  ['karpenter.kwok.sh', 'KWOKNodeClass'],
  ['karpenter.k8s.gcp', 'GCENodeClass'],
  ['karpenter.k8s.alibabacloud', 'ECSNodeClass'],
  ['eks.amazonaws.com', 'NodeClass'],
] as const)
  test(`a pool with a ${kind} gets core rules and no AWS rule`, () => {
    const found = result(pool(group, kind, `${group}/sku-family`));
    assert.equal(codes(found), []);
    assert.equal(found.otherNodeClasses, [`${kind} of ${group}`]);
    assert.equal(codes(result(pool(group, kind, 'karpenter.sh/nodepool'))), ['crd-rule']);
  });

test('a group that is nearly that of AWS, or its kind in another group, is not another provider', () => {
  for (const [group, kind] of [
    ['karpenter.k8s.awz', 'EC2NodeClas'],
    ['karpenter.sh', 'EC2NodeClass'],
    ['karpenter.azure.com', 'EC2NodeClass'],
  ] as const) {
    const found = result(pool(group, kind));
    assert.ok(codes(found).includes('unmanaged-pool'), group);
    assert.equal(found.otherNodeClasses, []);
  }
});

test('a node class of EKS Auto Mode is named as not validated, with or without a pool', () => {
  const nodeClass = 'apiVersion: eks.amazonaws.com/v1\nkind: NodeClass\nmetadata: { name: x }\n';
  const found = result(nodeClass);
  assert.equal(codes(found), []);
  assert.equal(found.otherNodeClasses, ['NodeClass of eks.amazonaws.com']);
  assert.equal(result(nodeClass.replace('eks.amazonaws.com/', '')).otherNodeClasses, []);
});

test('EKS Auto Mode has instance labels of its own', () => {
  assert.equal(
    codes(result(pool('eks.amazonaws.com', 'NodeClass', 'eks.amazonaws.com/instance-family'))),
    [],
  );
  const [found] = result(
    pool('eks.amazonaws.com', 'NodeClass', 'karpenter.k8s.aws/instance-family'),
  ).diagnostics;
  assert.is(found?.code, 'wrong-label-domain');
  assert.is(found?.help, 'Write eks.amazonaws.com/instance-family');
});

test('kinds of before 1.0 say what to write instead, and a misspelt kind what is meant', () => {
  const help = (apiVersion: string, kind: string) =>
    result(`apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: a }\n`).diagnostics[0]?.help ?? '';
  assert.match(help('karpenter.sh/v1alpha5', 'Provisioner'), 'providerRef to nodeClassRef');
  assert.match(help('karpenter.k8s.aws/v1alpha1', 'AWSNodeTemplate'), 'subnetSelectorTerms');
  assert.match(help('karpenter.sh/v1beta1', 'NodePool'), 'expireAfter moves from spec.disruption');
  assert.match(help('karpenter.k8s.aws/v1beta1', 'EC2NodeClass'), 'kubelet comes here');
  assert.is(help('karpenter.sh/v1', 'Nodepool'), 'Did you mean NodePool?');
  const claim = result('apiVersion: karpenter.sh/v1\nkind: NodeClaim\nmetadata: { name: a }\n');
  assert.equal([claim.checked, claim.skipped, claim.diagnostics], [0, 1, []]);
});

test('a file of another language is named as that', () => {
  const read = (name: string, text: string) => readManifests(name, text).diagnostics[0];
  const helm = read('pool.yaml', 'kind: NodePool\nmetadata:\n  {{- include "labels" . | nindent 4 }}\n');
  assert.match(helm?.message ?? '', 'a Helm or Go template');
  assert.match(helm?.help ?? '', 'helm template');
  const terraform = read(
    'pool.yaml',
    'resource "kubectl_manifest" "pool" {\n  yaml_body = <<-EOF\n a: b: c\nEOF\n}\n',
  );
  assert.match(terraform?.message ?? '', 'Terraform');
  assert.match(read('a.yaml', 'a: b: c\n')?.message ?? '', 'the file cannot be read');
});

for (const hole of [
  'metadata',
  'spec',
  'template',
  'nodeClassRef',
  'requirements',
  'kubelet',
  'disruption',
  'limits',
])
  test(`${hole} may be null`, () => {
    const fields = ['metadata', 'spec'].includes(hole)
      ? `${hole}: null`
      : `spec: { ${hole}: null, template: { ${hole}: null, spec: { ${hole}: null } } }`;
    for (const [apiVersion, kind] of [
      ['karpenter.sh/v1', 'NodePool'],
      ['karpenter.k8s.aws/v1', 'EC2NodeClass'],
    ])
      assert.ok(result(`apiVersion: ${apiVersion}\nkind: ${kind}\n${fields}\n`).diagnostics.length > 0);
  });

test.run();
