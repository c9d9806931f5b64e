import { type BuildEvent, build, memoryFileSystem, type Value } from '@kustomize-ts/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

const test = suite('events of a build');

const POOL = `apiVersion: karpenter.sh/v1
kind: NodePool
metadata: { name: web }
spec: { taints: [{ key: a }, { key: b }], limits: { cpu: 1 } }
`;
const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: { name: app }
spec: { template: { spec: { containers: [{ name: main, image: "app:1", args: [x] }] } } }
`;

function eventsOf(kustomization: string, files: Record<string, string> = {}): BuildEvent[] {
  const events: BuildEvent[] = [];
  const all = {
    'base/kustomization.yaml': 'resources: [all.yaml]\n',
    'base/all.yaml': `${POOL}---\n${DEPLOYMENT}`,
    'prod/kustomization.yaml': `resources: [../base]\n${kustomization}`,
    ...Object.fromEntries(Object.entries(files).map(([name, text]) => [`prod/${name}`, text])),
  };
  build(memoryFileSystem(all), '/prod', { onEvent: (event) => events.push(event) });
  return events;
}

function ofType<Type extends BuildEvent['type']>(events: BuildEvent[], type: Type) {
  return events.filter((event): event is Extract<BuildEvent, { type: Type }> => event.type === type);
}

/** File, field, and `Kind/name` of what each patch selects. */
function selections(events: BuildEvent[]): unknown[] {
  return ofType(events, 'patch').map(({ file, field, form, patchFile, selected }) => [
    ...[file, field, form, patchFile],
    ...selected.map(({ kind, name }) => `${kind}/${name}`),
  ]);
}

function replacements(events: BuildEvent[]): unknown[] {
  return ofType(events, 'list-replaced').map(({ object, path, before, after, field, patchFile }) => [
    ...[field, patchFile, object.name, path.join('.'), before.length],
    ...(after as Value[]),
  ]);
}

test('name what a patch selects, nothing included', () => {
  const events = eventsOf(
    `patches:
  - target: { kind: NodePool }
    patch: '- { op: add, path: /spec/weight, value: 5 }'
  - target: { kind: NodePool, version: v1beta1 }
    patch: '- { op: add, path: /spec/weight, value: 5 }'
  - target: { name: we }
    path: merge.yaml
  - path: merge.yaml
patchesStrategicMerge: [merge.yaml]
patchesJson6902:
  - { target: { kind: NodePool, version: v1, name: none }, path: ops.json }
`,
    {
      'merge.yaml': POOL.replace(/spec:.*/, 'spec: { weight: 1 }'),
      'ops.json': '[{ "op": "add", "path": "/spec/weight", "value": 5 }]',
    },
  );
  const file = '/prod/kustomization.yaml';
  assert.equal(selections(events), [
    [file, 'patchesStrategicMerge', 'strategic-merge', '/prod/merge.yaml', 'NodePool/web'],
    [file, 'patches[0]', 'json', undefined, 'NodePool/web'],
    [file, 'patches[1]', 'json', undefined],
    [file, 'patches[2]', 'strategic-merge', '/prod/merge.yaml'],
    [file, 'patches[3]', 'strategic-merge', '/prod/merge.yaml', 'NodePool/web'],
    [file, 'patchesJson6902[0]', 'json', '/prod/ops.json'],
  ]);
});

test('name the lists that a merge patch replaces, and none that it merges, adds or removes', () => {
  const taints = `patches:\n  - patch: |\n      ${POOL.replaceAll('\n', '\n      ')}`;
  assert.equal(replacements(eventsOf(taints.replace(', { key: b }', ''))), [
    ['patches[0]', undefined, 'web', 'spec.taints', 2, { key: 'a' }],
  ]);
  const args = DEPLOYMENT.replace('args: [x]', 'args: [y], env: [{ name: E }]').replaceAll('\n', '\n      ');
  assert.equal(replacements(eventsOf(`patches:\n  - patch: |\n      ${args}`)), [
    ['patches[0]', undefined, 'app', 'spec.template.spec.containers.0.args', 1, 'y'],
  ]);
  for (const spec of ['taints: null', 'startupTaints: [{ key: b }]', '$patch: replace, taints: []'])
    assert.equal(replacements(eventsOf(taints.replace(/spec:.*/, `spec: { ${spec} }`))), [], spec);
});

test('say whether an entry of images finds an image, changed or not', () => {
  const images = 'images: [{ name: app, newTag: "1" }, { name: ap, newTag: "2" }]\n';
  assert.equal(
    ofType(eventsOf(images), 'images').map(({ name, isFound, field }) => [name, isFound, field]),
    [
      ['app', true, 'images[0]'],
      ['ap', false, 'images[1]'],
    ],
  );
});

test('show every object before and after a transformer, and the hashes at the end', () => {
  const events = eventsOf('namePrefix: p-\nconfigMapGenerator: [{ name: c }]\n');
  const names = ofType(events, 'transformed').map(({ file, field, objects }) => [
    ...[file, field],
    ...objects.map(({ id, before, after }) => [
      id.name,
      before === after,
      (after.metadata as { name: string }).name,
    ]),
  ]);
  assert.equal(names, [
    [
      ...['/prod/kustomization.yaml', 'namePrefix'],
      ...[
        ['web', false, 'p-web'],
        ['app', false, 'p-app'],
        ['c', false, 'p-c'],
      ],
    ],
    [
      ...['/prod/kustomization.yaml', ''],
      ...[
        ['p-web', true, 'p-web'],
        ['p-app', true, 'p-app'],
        ['p-c', false, 'p-c-6ct58987ht'],
      ],
    ],
  ]);
});

test('are the same for components and inner kustomizations, each with its own file', () => {
  const events = eventsOf('components: [part]\n', {
    'part/kustomization.yaml':
      "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\npatches:\n  - target: { kind: Gone }\n    patch: '- { op: remove, path: /spec }'\n",
  });
  assert.equal(selections(events), [['/prod/part/kustomization.yaml', 'patches[0]', 'json', undefined]]);
});

test.run();
