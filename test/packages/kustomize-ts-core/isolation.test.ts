import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  build,
  createCache,
  memoryFileSystem,
  toYaml,
} from '../../../packages/kustomize-ts-core/src/index.ts';
import { isObject, type Value } from '../../../packages/kustomize-ts-core/src/value.ts';

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, annotations: {n: 1}}
spec:
  template:
    spec:
      containers: [{name: main, image: nginx}]
      volumes: [{name: data}]
`;

const tree = (overlay: string) =>
  memoryFileSystem({
    '/base/kustomization.yaml': 'resources: [web.yaml]',
    '/base/web.yaml': DEPLOYMENT,
    '/overlay/kustomization.yaml': `resources: [../base]\n${overlay}`,
  });

function freeze(value: Value): Value {
  if (typeof value === 'object' && value !== null) {
    Object.freeze(value);
    for (const child of Object.values(value)) freeze(child);
  }
  return value;
}

const OVERLAYS = [
  'namePrefix: a-\ncommonLabels: {x: "1"}\n',
  'namespace: prod\nimages: [{name: nginx, newTag: "2"}]\n',
  'patches: [{target: {kind: Deployment}, patch: "[{\\"op\\": \\"remove\\", \\"path\\": \\"/metadata/annotations\\"}]"}]\n',
];

test('builds that share a cache give the same results as alone', () => {
  const cache = createCache();
  for (const round of [1, 2]) {
    for (const overlay of OVERLAYS) {
      const alone = build(tree(overlay), '/overlay');
      const shared = build(tree(overlay), '/overlay', { cache });
      assert.is(toYaml(shared), toYaml(alone), `round ${round}`);
      // A build that changes shared objects fails on this.
      for (const { object } of shared) freeze(object);
    }
  }
});

test('a cache does not hide a changed file', () => {
  const cache = createCache();
  const at = (name: string) =>
    toYaml(
      build(
        memoryFileSystem({
          '/kustomization.yaml': 'resources: [a.yaml]',
          '/a.yaml': `kind: X\nmetadata: {name: ${name}}`,
        }),
        '/',
        {
          cache,
        },
      ),
    );
  assert.match(at('one'), 'one');
  assert.match(at('two'), 'two');
});

test('an overlay shares with its base what it does not change', () => {
  const cache = createCache();
  const [base] = build(tree(''), '/base', { cache });
  const [overlay] = build(tree('images: [{name: nginx, newTag: "2"}]\n'), '/overlay', { cache });
  const podSpec = (object: Value | undefined): Value[] => {
    let value = object;
    for (const key of ['spec', 'template', 'spec']) value = isObject(value) ? value[key] : undefined;
    return isObject(value) ? [value.containers ?? null, value.volumes ?? null] : [];
  };
  const [containers, volumes] = podSpec(base?.object);
  const [changed, same] = podSpec(overlay?.object);
  assert.is(same, volumes);
  assert.is.not(changed, containers);
});

test('a schema of one build does not affect the next', () => {
  const openapi = JSON.stringify({
    definitions: {
      Thing: {
        properties: {
          list: {
            type: 'array',
            'x-kubernetes-patch-strategy': 'merge',
            'x-kubernetes-patch-merge-key': 'id',
          },
        },
        'x-kubernetes-group-version-kind': [{ group: 'example.com', version: 'v1', kind: 'Thing' }],
      },
    },
  });
  const thing = (list: string) =>
    `apiVersion: example.com/v1\nkind: Thing\nmetadata: {name: a}\nlist: ${list}\n`;
  const files = {
    '/a.yaml': thing('[{id: 1}]'),
    '/p.yaml': thing('[{id: 2}]'),
    '/openapi.json': openapi,
  };
  const kustomization = 'resources: [a.yaml]\npatches: [{path: p.yaml}]\n';
  const plain = memoryFileSystem({ ...files, '/kustomization.yaml': kustomization });
  const custom = memoryFileSystem({
    ...files,
    '/kustomization.yaml': `${kustomization}openapi: {path: openapi.json}\n`,
  });
  const lists = [plain, custom, plain].map((fs) => build(fs, '/')[0]?.object.list);
  assert.equal(lists, [[{ id: 2 }], [{ id: 2 }, { id: 1 }], [{ id: 2 }]]);
});

test.run();
