import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { openCrds } from '../../../generator/crds/karpenter.ts';
import { readManifests, validateGroup } from '../../../generator/manifests/index.ts';
import { change } from '../../support/fleets.ts';

const test = suite('manifests with text of template languages');

const POOL = `apiVersion: karpenter.sh/v1
kind: NodePool
metadata: { name: web }
spec:
  limits: { cpu: "100" }
  template:
    spec:
      expireAfter: 720h
      nodeClassRef: { group: karpenter.k8s.aws, kind: EC2NodeClass, name: "main" }
      requirements:
        - { key: karpenter.sh/capacity-type, operator: In, values: [on-demand] }
        - { key: karpenter.k8s.aws/instance-category, operator: In, values: ["m"] }
      taints: [{ key: dedicated, effect: NoSchedule, value: "web" }]
---
apiVersion: karpenter.k8s.aws/v1
kind: EC2NodeClass
metadata: { name: main }
spec:
  role: "node-role"
  amiSelectorTerms: [{ alias: al2023@v20250704 }]
  subnetSelectorTerms: [{ tags: { karpenter.sh/discovery: "c1" } }]
  securityGroupSelectorTerms: [{ tags: { karpenter.sh/discovery: c1 } }]
`;

const crds = openCrds();

function findings(text: string, variables?: Record<string, string>): string[] {
  const scope = { karpenter: '1.15', ...(variables && { variables }) };
  const group = readManifests('a.yaml', text);
  return validateGroup(group, {
    scope,
    crds,
    isWhole: true,
    ...(variables && { variables }),
  }).diagnostics.map(({ code, severity, field, help }) => `${severity} ${code} ${field} | ${help}`);
}

const HELP = {
  '${module.karpenter.role}':
    'Validate what Terraform applies: write the manifest of terraform show -json to a file',
  '${var["role"]}': 'Validate what Terraform applies: write the manifest of terraform show -json to a file',
  '{{ .Values.role }}': 'Render the chart first: helm template CHART | poolwright validate -',
  '<role>': 'Write the value instead of the placeholder',
};

const FIELDS = [
  ['"100"', 'spec.limits.cpu'],
  ['"main"', 'spec.template.spec.nodeClassRef.name'],
  ['"m"', 'spec.template.spec.requirements[1].values[0]'],
  ['"web"', 'spec.template.spec.taints[0].value'],
  ['name: web', 'metadata.name'],
  ['"node-role"', 'spec.role'],
  ['"c1"', 'spec.subnetSelectorTerms[0].tags["karpenter.sh/discovery"]'],
] as const;

for (const [text, help] of Object.entries(HELP))
  test(`report ${text} once, and nothing that follows from it`, () => {
    const quoted = `'${text}'`;
    for (const [old, field] of FIELDS) {
      const value = old.startsWith('name:') ? `name: ${quoted}` : quoted;
      const files = change(POOL, old, value);
      for (const variables of [undefined, { A: 'b' }])
        assert.equal(findings(files, variables), [`error unrendered-template ${field} | ${help}`]);
    }
  });

test('report each of several, and what is wrong beside them', () => {
  const several = change(
    change(change(POOL, '"node-role"', '"${module.a.role}"'), '"c1"', '"${local.name}"'),
    'role:',
    'rolle: x\n  role:',
  );
  for (const variables of [undefined, { A: 'b' }])
    assert.equal(
      findings(several, variables).map((one) => one.split(' | ')[0]),
      [
        'error crd-unknown-field spec.rolle',
        'error unrendered-template spec.role',
        'error unrendered-template spec.subnetSelectorTerms[0].tags["karpenter.sh/discovery"]',
      ],
    );
  const wrong = change(change(POOL, '"m"', '"<category>", "not ok"'), '"web"', '"a b"');
  assert.equal(
    findings(wrong).map((one) => one.split(' | ')[0]),
    [
      'error unrendered-template spec.template.spec.requirements[1].values[0]',
      'error crd-schema spec.template.spec.taints[0].value',
    ],
  );
});

test('are silent for plain values and for what Flux substitutes', () => {
  assert.equal(findings(POOL), []);
  const substituted = change(change(POOL, '"node-role"', '"node-${CLUSTER}"'), '"m"', '"${CATEGORY:-m}"');
  assert.equal(findings(substituted), []);
  assert.equal(findings(substituted, { CLUSTER: 'c1' }), []);
});

test('leave a substitution that Flux cannot read for another reason an error of rendering', () => {
  const [fault] = findings(change(POOL, '"node-role"', '"node-${CLUSTER"'), { CLUSTER: 'c1' });
  assert.is(fault, 'error render-failed spec.role | Correct this value');
});

test.run();
