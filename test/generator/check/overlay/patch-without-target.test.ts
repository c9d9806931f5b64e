import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { findings } from './helper.ts';

const test = suite('patch-without-target');

function patchOf(target: string): string {
  return `patches:\n  - target: ${target}\n    patch: |\n      - { op: add, path: /spec/weight, value: 5 }\n`;
}

for (const [target, column, message, help] of [
  [
    '{ version: v1beta1, kind: NodePool }',
    15,
    'NodePool/web has version v1, not v1beta1',
    'Set version to v1',
  ],
  ['{ group: karpenter, kind: NodePool }', 15, 'has group karpenter.sh, not karpenter;', 'Set group to karp'],
  ['{ kind: NodePool, name: we }', 31, 'NodePool/web is not we', 'Did you mean web?'],
  ['{ kind: NodePol, name: web }', 15, 'NodePool/web has kind NodePool, not NodePol', 'Set kind to NodePool'],
  ['{ kind: NodePool, namespace: x }', 31, 'has namespace none, not x', 'Remove namespace from the target'],
  [
    '{ kind: NodePool, name: gpu }',
    5,
    'selects no object;',
    'NodePool/web (karpenter.sh/v1), EC2NodeClass/main',
  ],
  ['{ labelSelector: team=a }', 5, 'selects no object;', 'Correct the target, or remove the patch'],
] as const) {
  test(`reports a patch for ${target}`, () => {
    const [found = '', ...others] = findings(patchOf(target));
    assert.equal(others, []);
    assert.ok(found.startsWith(`patch-without-target prod/kustomization.yaml:3:${column} `), found);
    assert.ok(found.includes(message) && found.includes(help), found);
  });
}

test('reports each entry of patchesJson6902 that selects nothing', () => {
  const [found = ''] = findings(
    'patchesJson6902:\n  - { target: { version: v1, kind: NodePool, name: wep }, path: ops.yaml }\n',
    { 'ops.yaml': '- { op: add, path: /spec/weight, value: 5 }\n' },
  );
  assert.match(
    found,
    /^patch-without-target prod\/kustomization\.yaml:3:\d+ the target of patchesJson6902\[0\]/,
  );
});

test('is silent where a target selects by name, pattern, label or old name', () => {
  for (const target of ['{ name: web }', '{ kind: NodePool, name: w.* }', '{ kind: Node.* }', '{}'])
    assert.equal(findings(patchOf(target)), [], target);
  assert.equal(
    findings(`namePrefix: p-\n${patchOf('{ name: web }')}`).filter((one) => one.startsWith('patch')),
    [],
  );
});

test('is silent before a tool has written what is patched', () => {
  const files = {
    'later/kustomization.yaml': `resources: [made.yaml]\n${patchOf('{ kind: Deployment }')}`,
    'later/made.yaml': '# made by flux bootstrap\n',
  };
  assert.equal(findings('components: []\nbases: [later]\n', files), []);
});

test('is silent about a component, unless a target is misspelt', () => {
  const component = (target: string) => ({
    'part/kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n${patchOf(target)}`,
  });
  assert.equal(findings('components: [part]\n', component('{ kind: Deployment }')), []);
  assert.equal(findings('components: [part]\n', component('{ kind: NodeP }')), []);
  const [found = ''] = findings('components: [part]\n', component('{ kind: NodePool, name: wen }'));
  assert.match(found, /^patch-without-target prod\/part\/kustomization\.yaml:4:/);
});

test.run();
