import type { ValueObject } from '@kustomize-ts/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parseAllDocuments } from 'yaml';
import { podsOf } from '../../../../generator/instances/objects/pods.ts';
import { readPool } from '../../../../generator/instances/objects/pool.ts';
import { holdupsOf } from '../../../../generator/plan/rollout/holdups.ts';

const test = suite('what holds up a roll');

function holdups(manifests: string, template: ValueObject = {}) {
  const workloads = parseAllDocuments(manifests).map((document) => document.toJS() as ValueObject);
  const pool = readPool(
    {
      apiVersion: 'karpenter.sh/v1',
      kind: 'NodePool',
      metadata: { name: 'a' },
      spec: { template: { spec: { requirements: [], ...template } } },
    },
    new Map(),
  );
  return holdupsOf(pool, { workloads, pods: workloads.flatMap(podsOf), wellKnown: new Set() });
}

function deployment(name: string, { replicas = 1, annotations = {}, spec = {} } = {}): string {
  return JSON.stringify({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: {
      replicas,
      template: {
        metadata: { labels: { app: name }, annotations },
        spec: { containers: [{ name: 'main' }], ...spec },
      },
    },
  });
}

function budget(name: string, spec: Record<string, unknown>, app = name): string {
  return JSON.stringify({
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name },
    spec: { selector: { matchLabels: { app } }, ...spec },
  });
}

function files(...objects: string[]): string {
  return objects.join('\n---\n');
}

const keep = { 'karpenter.sh/do-not-disrupt': 'true' };

test('do-not-disrupt holds a node for good, or until terminationGracePeriod', () => {
  const manifests = deployment('job', { annotations: keep });
  const holdup = { workload: 'Deployment/job', by: 'do-not-disrupt', detail: 'true' };
  assert.equal(holdups(manifests), [{ ...holdup, endedBy: 'nothing' }]);
  assert.equal(holdups(manifests, { terminationGracePeriod: '1h' }), [
    { ...holdup, endedBy: 'grace-period' },
  ]);
});

test('do-not-disrupt for a time ends with the age of the pod, and other values are ignored', () => {
  const valued = (value: string) =>
    holdups(deployment('job', { annotations: { 'karpenter.sh/do-not-disrupt': value } })).map(
      ({ endedBy }) => endedBy,
    );
  assert.equal(valued('90m'), ['pod-age']);
  assert.equal([...valued('false'), ...valued('yes'), ...valued('0s'), ...valued('-5m')], []);
});

test('a budget that never allows an eviction holds its pods, and one that does not lets them go', () => {
  assert.equal(holdups(files(deployment('web'), budget('web', { minAvailable: 1 }))), [
    {
      workload: 'Deployment/web',
      by: 'PodDisruptionBudget',
      detail: 'PodDisruptionBudget/web: minAvailable 1 of 1 pod',
      endedBy: 'nothing',
    },
  ]);
  assert.equal(holdups(files(deployment('web', { replicas: 2 }), budget('web', { minAvailable: 1 }))), []);
  assert.equal(holdups(files(deployment('web'), budget('web', { maxUnavailable: 0 }, 'api'))), []);
});

test('two budgets over one pod block it, whatever they allow', () => {
  const two = files(
    deployment('web', { replicas: 5 }),
    budget('web', { maxUnavailable: 1 }),
    budget('all', { maxUnavailable: 2 }, 'web'),
  );
  assert.equal(holdups(two), [
    {
      workload: 'Deployment/web',
      by: 'two PodDisruptionBudgets',
      detail: 'PodDisruptionBudget/web, PodDisruptionBudget/all',
      endedBy: 'nothing',
    },
  ]);
});

test('pods that the pool cannot run, and those that are never evicted, hold up nothing', () => {
  const taints = [{ key: 'gpu', effect: 'NoSchedule' }];
  assert.equal(holdups(deployment('job', { annotations: keep }), { taints }), []);
  const stays = { tolerations: [{ key: 'karpenter.sh/disrupted', operator: 'Exists' }] };
  assert.equal(holdups(files(deployment('web', { spec: stays }), budget('web', { maxUnavailable: 0 }))), []);
});

test.run();
