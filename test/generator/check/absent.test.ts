import { isObject, readYaml, type Value, type ValueObject } from '@kustomize-ts/core';
import * as crdValidator from '@poolwright/crd-validator';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { stringify } from 'yaml';
import * as runtime from '../../../generator/check/karpenter/index.ts';
import { lint } from '../../../generator/check/lint/index.ts';
import { isKarpenter } from '../../../generator/check/pipeline.ts';
import * as delivery from '../../../generator/crds/delivery.ts';
import { openCrds } from '../../../generator/crds/karpenter.ts';
import { emit } from '../../../generator/emit/index.ts';
import { loadFleet } from '../../../generator/load/index.ts';
import { validateGroup } from '../../../generator/manifests/index.ts';
import { allSchemas } from '../../fuzz/crd-nulls.ts';
import { soundObjects } from '../../packages/crd-validator/sound.ts';
import { DELIVERED } from '../../support/fleets.ts';

const test = suite('what is absent');

/** What stands where an object may be absent, in code that reads YAML, JSON and optional fields. */
const ABSENT = [null, undefined, {}, [], '', 0, false];

const crds = openCrds();
const crd = crdValidator.createValidator(await allSchemas());
const deliveryValidator = delivery.createDeliveryValidator();
const scope = { karpenter: '1.15', kubernetes: '1.34', tier: 'production' };

/** Every validator that a room or package exports, called with a value instead of an object. */
const VALIDATORS: Record<string, (value: ValueObject) => unknown> = {
  createValidator: (value) => [
    crd.validate(value),
    crd.validate(value, value),
    crd.validate(value, null as never),
  ],
  createDeliveryValidator: (value) => deliveryValidator(value)?.validate(value),
  validateRuntime: (value) =>
    ['1.8.2', '1.15.1'].map((karpenter) =>
      runtime.validateRuntime(value, { karpenter, kubernetes: '1.34', provider: 'aws' }),
    ),
  kubeletProblems: (value) => runtime.kubeletProblems(value),
};

test('no exported validator is left out here', () => {
  const exported = [crdValidator, runtime, delivery].flatMap((module) =>
    Object.entries(module).flatMap(([name, value]) =>
      typeof value === 'function' && !/Error$/.test(name) ? [name] : [],
    ),
  );
  assert.equal(exported.sort(), Object.keys(VALIDATORS).sort());
});

for (const [name, validate] of Object.entries(VALIDATORS)) {
  test(`${name} takes what is absent for an object, and for any part of one`, () => {
    for (const value of ABSENT) assert.not.throws(() => validate(value as never), String(value));
    for (const object of soundObjects)
      for (const variant of withAbsent(object))
        if (isObject(variant)) assert.not.throws(() => validate(variant), text(variant));
  });
}

test('an absent kubelet configuration is valid, as Karpenter says of nil', () => {
  assert.equal(runtime.kubeletProblems(null), []);
  assert.equal(runtime.kubeletProblems(undefined), []);
});

const WORKLOADS = readYaml(`
- apiVersion: apps/v1
  kind: Deployment
  metadata: { name: web, namespace: web, labels: { app: web }, annotations: { a: b } }
  spec:
    replicas: 3
    selector: { matchLabels: { app: web } }
    template:
      metadata: { labels: { app: web }, annotations: { karpenter.sh/do-not-disrupt: "true" } }
      spec:
        terminationGracePeriodSeconds: 30
        nodeSelector: { karpenter.sh/nodepool: test }
        tolerations: [{ key: a, operator: Exists, effect: NoSchedule }]
        affinity:
          nodeAffinity:
            requiredDuringSchedulingIgnoredDuringExecution:
              nodeSelectorTerms: [{ matchExpressions: [{ key: kubernetes.io/arch, operator: In, values: [amd64] }] }]
          podAntiAffinity:
            requiredDuringSchedulingIgnoredDuringExecution:
              - { topologyKey: kubernetes.io/hostname, labelSelector: { matchLabels: { app: web } } }
        topologySpreadConstraints:
          - { maxSkew: 1, topologyKey: topology.kubernetes.io/zone, whenUnsatisfiable: DoNotSchedule, labelSelector: { matchLabels: { app: web } } }
        initContainers: [{ name: init, image: a, resources: { requests: { cpu: "1" } } }]
        containers:
          - { name: web, image: a, resources: { requests: { cpu: "1", memory: 1Gi }, limits: { nvidia.com/gpu: 1 } } }
        volumes: [{ name: data, persistentVolumeClaim: { claimName: data } }]
- apiVersion: policy/v1
  kind: PodDisruptionBudget
  metadata: { name: web, namespace: web }
  spec: { minAvailable: 3, selector: { matchLabels: { app: web } } }
`) as ValueObject[];

test('lint takes a null in any place of a pool, a node class or a workload', () => {
  const objects = soundObjects.filter(isKarpenter);
  let count = 0;
  const linted = (own: readonly ValueObject[], workloads: readonly ValueObject[], changed: Value): void => {
    count += 1;
    assert.not.throws(() => lint({ scope, objects: own, workloads }), text(changed));
  };
  objects.forEach((object, i) => {
    for (const variant of withAbsent(object))
      if (isObject(variant)) linted(objects.with(i, variant), WORKLOADS, variant);
  });
  WORKLOADS.forEach((object, i) => {
    for (const variant of withAbsent(object))
      if (isObject(variant)) linted(objects, WORKLOADS.with(i, variant), variant);
  });
  assert.ok(count > 200, String(count));
});

test('manifests with a null in any place are validated to the end', () => {
  const locate = () => ({ file: 'f', line: 1, column: 1 });
  for (const object of soundObjects.filter(isKarpenter))
    for (const variant of withAbsent(object)) {
      if (!isObject(variant)) continue;
      const group = { manifests: [{ object: variant, locate, file: 'f' }], others: 0, diagnostics: [] };
      assert.not.throws(() => validateGroup(group, { scope, crds, isWhole: true }), text(variant));
    }
});

test('a fleet with a null in any place is loaded, or reported', () => {
  for (const variant of withAbsent(readYaml(DELIVERED))) {
    const fleet = stringify(variant);
    const host = { readFile: (path: string) => (path === 'fleet.yaml' ? fleet : undefined), glob: () => [] };
    assert.not.throws(() => {
      const loaded = loadFleet(host);
      if (loaded.fleet) emit(loaded.fleet);
      else assert.ok(loaded.diagnostics.length > 0);
    }, fleet);
  }
});

/** Copies of a value, each with a null instead of one part. */
function* withAbsent(value: Value): Generator<Value> {
  yield null;
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) for (const inner of withAbsent(item)) yield value.with(i, inner);
  } else if (isObject(value)) {
    for (const [key, item] of Object.entries(value))
      for (const inner of withAbsent(item)) yield { ...value, [key]: inner };
  }
}

function text(value: Value): string {
  return JSON.stringify(value, (_key, item) => (typeof item === 'bigint' ? String(item) : item));
}

test.run();
