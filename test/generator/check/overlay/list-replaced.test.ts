import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { findings, mergePatch, NODE_CLASS, POOL } from './helper.ts';

const test = suite('list-replaced of overlays');

const TEMPLATE = 'apiVersion: karpenter.sh/v1\nkind: NodePool\nmetadata: { name: web }\nspec:\n';

for (const [name, patch, place, lost] of [
  [
    'a requirement',
    `${TEMPLATE}  template: { spec: { requirements: [{ key: kubernetes.io/arch, operator: Exists }] } }`,
    'prod/kustomization.yaml:8:29',
    'spec.template.spec.requirements of NodePool/web and drops karpenter.sh/capacity-type:',
  ],
  [
    'a taint of another effect',
    `${TEMPLATE}  template: { spec: { taints: [{ key: team, value: a, effect: NoExecute }] } }`,
    'prod/kustomization.yaml:8:29',
    'drops team:NoSchedule:',
  ],
  [
    'a budget with a schedule',
    `${TEMPLATE}  disruption: { budgets: [{ nodes: 5% }] }`,
    'prod/kustomization.yaml:8:23',
    'drops the budget 0 9 * * 1-5 for 8h:',
  ],
  [
    'a device',
    NODE_CLASS.replace('/dev/xvda', '/dev/xvdb').replace('\n  role: nodes', ''),
    'prod/kustomization.yaml:8:9',
    'spec.blockDeviceMappings of EC2NodeClass/main and drops /dev/xvda:',
  ],
] as const) {
  test(`reports ${name} that is lost`, () => {
    const [found = '', ...others] = findings(mergePatch(patch));
    assert.equal(others, []);
    assert.ok(found.startsWith(`list-replaced ${place} patches[0] replaces `), found);
    assert.ok(found.includes(lost), found);
    assert.match(found, '{ op: add, path: /spec/');
  });
}

test('finds the list in the file of a patch that a target selects', () => {
  const [found = ''] = findings('patches:\n  - { path: p.yaml, target: { kind: NodePool } }\n', {
    'p.yaml': `${TEMPLATE}  template:\n    spec:\n      taints: [{ key: other, effect: NoSchedule }]\n`,
  });
  assert.match(found, /^list-replaced prod\/p\.yaml:7:7 /);
});

test('is silent where nothing is lost, where a list is emptied, and with a JSON patch', () => {
  for (const patch of [
    POOL.replace('10%', '5%').replace('[on-demand]', '[spot]'),
    POOL.replace('taints: [{ key: team, value: a, effect: NoSchedule }]', 'taints: []'),
    POOL.replace('taints: [{ key: team, value: a, effect: NoSchedule }]', 'taints: null'),
    `${TEMPLATE}  template: { spec: { startupTaints: [{ key: a, effect: NoSchedule }] } }`,
    NODE_CLASS.replace('role: nodes', 'subnetSelectorTerms: [{ id: subnet-1 }]'),
  ])
    assert.equal(findings(mergePatch(patch)), [], patch);
  const operation = '- { op: replace, path: /spec/template/spec/taints, value: [] }';
  assert.equal(findings(`patches:\n  - target: { kind: NodePool }\n    patch: |\n      ${operation}\n`), []);
});

test.run();
