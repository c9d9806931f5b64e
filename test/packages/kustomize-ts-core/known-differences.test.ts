import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  build,
  KustomizeError,
  memoryFileSystem,
  type ValueObject,
} from '../../../packages/kustomize-ts-core/src/index.ts';

/** Applies a JSON patch to a ConfigMap that has the annotation `x: v`, by an entry of `patches`. */
function patched(...operations: string[]): ValueObject | undefined {
  const fs = memoryFileSystem({
    '/config-map.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, annotations: {x: v}}\n',
    '/kustomization.yaml': [
      'resources: [config-map.yaml]',
      'patches:',
      '- target: {kind: ConfigMap}',
      '  patch: |',
      ...operations.map((operation) => `    - ${operation}`),
    ].join('\n'),
  });
  return build(fs, '/')[0]?.object;
}

const METADATA = { name: 'a', annotations: { x: 'v' } };

test('a JSON patch copies and moves the annotations of the user and no others', () => {
  assert.equal(patched('{op: copy, from: /metadata/annotations, path: /data}')?.data, { x: 'v' });
  assert.equal(patched('{op: copy, from: /metadata, path: /data}')?.data, METADATA);
  assert.equal(patched('{op: move, from: /metadata/annotations, path: /data}'), {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'a' },
    data: { x: 'v' },
  });
});

test('a JSON patch tests the annotations of the user and no others', () => {
  for (const [path, value] of [
    ['/metadata/annotations', '{x: v}'],
    ['/metadata', '{name: a, annotations: {x: v}}'],
    ['""', '{apiVersion: v1, kind: ConfigMap, metadata: {name: a, annotations: {x: v}}}'],
  ]) {
    assert.equal(patched(`{op: test, path: ${path}, value: ${value}}`)?.metadata, METADATA, path);
  }
  const copied = patched(
    '{op: copy, from: /metadata/annotations, path: /data}',
    '{op: test, path: /data, value: {x: v}}',
  );
  assert.equal(copied?.data, { x: 'v' });
  assert.throws(
    () => patched('{op: test, path: /metadata/annotations, value: {x: other}}'),
    (error: unknown) => error instanceof KustomizeError && error.reason.endsWith('got {"x":"v"}'),
  );
});

test.run();
