import type { ValueObject } from '@kustomize-ts/core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import * as blocked from '../../../../generator/plan/nodes/blocked-pods.ts';
import { readDisruptionBudget } from '../../../../generator/plan/nodes/disruption-budget.ts';
import { condition, pod } from './cluster.ts';

function budget(name: string, selector: ValueObject | undefined, more: ValueObject = {}): ValueObject {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name, namespace: 'kube-system' },
    spec: { ...(selector ? { selector } : {}), ...more },
    status: { disruptionsAllowed: 0, desiredHealthy: 1, expectedPods: 2 },
  };
}

const blockOf = (one: ValueObject, budgets: ValueObject[]) =>
  blocked.blockOf(one, budgets.map(readDisruptionBudget));

const app = { matchLabels: { app: 'web' } };
const annotated = (value: string, more: ValueObject = {}) =>
  pod('web', 'ip-a', { annotations: { 'karpenter.sh/do-not-disrupt': value }, ...more });

test('do-not-disrupt blocks, for a time where it has one', () => {
  assert.equal(blockOf(annotated('true'), []), {
    pod: 'kube-system/web',
    by: 'do-not-disrupt',
    budgets: [],
    isLasting: true,
  });
  assert.is(blockOf(annotated('6h'), [])?.until, Date.UTC(2026, 0, 3, 6));
  for (const value of ['false', 'yes', '-1h', '0s']) assert.is(blockOf(annotated(value), []), undefined);
});

test('pods that have ended, or are about to, block nothing', () => {
  assert.is(blockOf(annotated('true', { deletionTimestamp: '2026-01-04T00:00:00Z' }), []), undefined);
  assert.is(blockOf({ ...annotated('true'), status: { phase: 'Succeeded' } }, []), undefined);
});

test('a budget without room blocks the pods that it selects', () => {
  const web = pod('web', 'ip-a');
  assert.equal(blockOf(web, [budget('web', app)]), {
    pod: 'kube-system/web',
    by: 'PodDisruptionBudget',
    budgets: ['kube-system/web'],
    isLasting: false,
  });
  const room = { ...budget('web', app), status: { disruptionsAllowed: 1 } };
  const strict = {
    ...budget('web', app),
    status: { disruptionsAllowed: 0, desiredHealthy: 2, expectedPods: 2 },
  };
  assert.is(blockOf(web, [room]), undefined);
  assert.is(blockOf(web, [strict])?.isLasting, true);
  assert.is(blockOf(pod('db', 'ip-a'), [budget('web', app)]), undefined);
});

test('a selector with expressions; none selects nothing, an empty one everything', () => {
  const blocks = (selector?: ValueObject) =>
    blockOf(pod('web', 'ip-a'), [budget('x', selector)]) !== undefined;
  const expression = (key: string, operator: string, ...values: string[]) =>
    blocks({ matchExpressions: [{ key, operator, values }] });
  assert.is(blocks(), false);
  assert.is(blocks({}), true);
  assert.equal(
    [expression('app', 'In', 'web'), expression('app', 'NotIn', 'web'), expression('app', 'Exists')],
    [true, false, true],
  );
  assert.equal([expression('app', 'DoesNotExist'), expression('tier', 'NotIn', 'x')], [false, true]);
});

test('two budgets block even with room, as the eviction API takes one', () => {
  const room = { ...budget('a', app), status: { disruptionsAllowed: 5 } };
  const block = blockOf(pod('web', 'ip-a'), [room, budget('b', {})]);
  assert.is(block?.by, 'two PodDisruptionBudgets');
  assert.equal(block?.budgets, ['kube-system/a', 'kube-system/b']);
});

test('pods that Karpenter does not evict are not under a budget', () => {
  const mirror = pod('web', 'ip-a', { ownerReferences: [{ apiVersion: 'v1', kind: 'Node', name: 'ip-a' }] });
  const staying = pod('web', 'ip-a', {}, { tolerations: [{ operator: 'Exists' }] });
  for (const one of [mirror, staying]) assert.is(blockOf(one, [budget('web', app)]), undefined);
});

test('AlwaysAllow lets unready pods go', () => {
  const policy = { unhealthyPodEvictionPolicy: 'AlwaysAllow' };
  const unready = {
    ...pod('web', 'ip-a'),
    status: { phase: 'Running', conditions: [condition('Ready', '', 'False')] },
  };
  assert.is(blockOf(unready, [budget('web', app, policy)]), undefined);
  assert.is(blockOf(unready, [budget('web', app)])?.by, 'PodDisruptionBudget');
});

test.run();
