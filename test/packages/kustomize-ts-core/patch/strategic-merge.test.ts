import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  applyStrategicMerge,
  KustomizeError,
  type Value,
} from '../../../../packages/kustomize-ts-core/src/index.ts';

const pod = (spec: Value): Value => ({ apiVersion: 'v1', kind: 'Pod', spec });
const merge = (target: Value, patch: Value) => applyStrategicMerge(pod(target), pod(patch));

test('merges lists of built-in kinds by their keys, new elements first', () => {
  const target = { containers: [{ name: 'a', image: '1' }, { name: 'b' }] };
  const patch = { containers: [{ name: 'c' }, { name: 'a', image: '2' }] };
  assert.equal(
    merge(target, patch),
    pod({ containers: [{ name: 'c' }, { name: 'a', image: '2' }, { name: 'b' }] }),
  );
});

test('replaces lists that have no key', () => {
  assert.equal(
    merge({ tolerations: [{ key: 'a' }] }, { tolerations: [{ key: 'b' }] }),
    pod({ tolerations: [{ key: 'b' }] }),
  );
});

test('null and $patch delete', () => {
  assert.equal(merge({ a: 1, b: 2 }, { a: null }), pod({ b: 2 }));
  assert.equal(
    merge({ containers: [{ name: 'a' }, { name: 'b' }] }, { containers: [{ name: 'a', $patch: 'delete' }] }),
    pod({ containers: [{ name: 'b' }] }),
  );
  assert.is(applyStrategicMerge(pod({}), { apiVersion: 'v1', kind: 'Pod', $patch: 'delete' }), null);
});

test('nulls and directives in added values take effect', () => {
  assert.equal(merge({}, { a: { b: null, c: 1, d: { $patch: 'delete' } } }), pod({ a: { c: 1 } }));
});

test('port and protocol identify a port', () => {
  const service = (ports: Value): Value => ({ apiVersion: 'v1', kind: 'Service', spec: { ports } });
  const target = service([
    { port: 80, protocol: 'TCP', name: 'a' },
    { port: 80, protocol: 'UDP', name: 'b' },
  ]);
  assert.equal(
    applyStrategicMerge(target, service([{ port: 80, protocol: 'UDP', name: 'c' }])),
    service([
      { port: 80, protocol: 'TCP', name: 'a' },
      { port: 80, protocol: 'UDP', name: 'c' },
    ]),
  );
});

test('shares what it does not change', () => {
  const target = pod({ containers: [{ name: 'a', env: [{ name: 'x' }] }], volumes: [{ name: 'v' }] });
  assert.is(applyStrategicMerge(target, pod({})), target);
});

test('rejects values of different kinds', () => {
  for (const [target, patch] of [
    [{ a: 1 }, { a: {} }],
    [{ a: [] }, { a: {} }],
    [{ a: { $patch: 'x' } }, { a: { $patch: 'x' } }],
  ] as [Value, Value][]) {
    assert.throws(
      () => merge(target, patch),
      (error: unknown) => error instanceof KustomizeError,
    );
  }
});

test.run();
