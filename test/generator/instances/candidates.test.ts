import type { ValueObject } from '@kustomize-ts/core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type Candidates, findCandidates } from '../../../generator/instances/candidates/index.ts';
import { readNodeClass } from '../../../generator/instances/objects/node-class.ts';
import { readPool } from '../../../generator/instances/objects/pool.ts';

function candidatesOf(
  requirements: ValueObject[],
  classSpec: ValueObject = { amiSelectorTerms: [{ alias: 'al2023@latest' }] },
): Candidates {
  const nodeClass = readNodeClass({ kind: 'EC2NodeClass', metadata: { name: 'a' }, spec: classSpec });
  const spec = { template: { spec: { nodeClassRef: { name: 'a' }, requirements } } };
  const pool = readPool({ kind: 'NodePool', metadata: { name: 'a' }, spec }, new Map([['a', nodeClass]]));
  return findCandidates({ pool, region: 'us-east-1' });
}

const oneOf = (key: string, ...values: string[]): ValueObject => ({ key, operator: 'In', values });
const family = 'karpenter.k8s.aws/instance-family';
const kinds = ({ steps }: Candidates): string[] =>
  steps.filter(({ removed }) => removed > 0).map(({ step }) => step.kind);

test('a pool without requirements gets the 60 cheapest types that are neither metal nor have devices', () => {
  const found = candidatesOf([]);
  assert.is(found.types.length, 60);
  assert.equal(kinds(found), ['node-class', 'most-for-scheduling', 'exotic', 'most-for-launch']);
  const prices = found.types.map(({ price }) =>
    price.kind === 'unknown' ? Number.NaN : price.dollarsPerHour,
  );
  assert.equal(
    prices,
    [...prices].sort((a, b) => a - b),
  );
});

test('types with devices are left where there are no others, or where minValues says how many to keep', () => {
  assert.is(candidatesOf([oneOf(family, 'inf2')]).types.length, 4);
  const mixed = candidatesOf([oneOf(family, 'inf2', 'm5')]);
  assert.ok(mixed.types.every(({ type }) => type.family === 'm5' && !type.bareMetal));
  const kept = candidatesOf([{ ...oneOf(family, 'inf2', 'm5'), minValues: 2 }]);
  assert.ok(kept.types.some(({ type }) => type.family === 'inf2'));
});

test('minValues that are not met leave nothing', () => {
  const found = candidatesOf([{ ...oneOf(family, 'm5'), minValues: 2 }]);
  assert.is(found.types.length, 0);
  assert.equal(found.steps.at(-1)?.step, { kind: 'min-values', keys: [family] });
});

test('images leave out other architectures and devices after the cheapest are chosen', () => {
  const arm = candidatesOf([oneOf(family, 'm7g', 'm5')], {
    amiFamily: 'AL2023',
    amiSelectorTerms: [{ name: 'amazon-eks-node-al2023-arm64-standard-1.33-*', owner: 'amazon' }],
  });
  assert.ok(arm.types.length > 0);
  assert.ok(arm.types.every(({ type }) => type.family === 'm7g'));
  assert.is(arm.steps.at(-1)?.step.kind, 'image');
  const windows = candidatesOf([oneOf(family, 'm7g')], {
    amiSelectorTerms: [{ alias: 'windows2022@latest' }],
  });
  assert.is(windows.types.length, 0);
  const unknown = candidatesOf([oneOf(family, 'm7g', 'm5')], {
    amiFamily: 'AL2023',
    amiSelectorTerms: [{ id: 'ami-0123456789abcdef0' }],
  });
  assert.is(new Set(unknown.types.map(({ type }) => type.family)).size, 2);
});

test('the node class leaves out types that lack what it asks for', () => {
  const terms = { amiSelectorTerms: [{ alias: 'al2@latest' }] };
  const all = candidatesOf([oneOf(family, 'm4', 'm5', 'a1')], terms).types.map(({ type }) => type.family);
  assert.equal([...new Set(all)].sort(), ['a1', 'm4', 'm5']);
  const familiesWith = (spec: ValueObject): string[] => [
    ...new Set(
      candidatesOf([oneOf(family, 'm4', 'm5', 'a1')], { ...terms, ...spec }).types.map(
        ({ type }) => type.family,
      ),
    ),
  ];
  assert.equal(familiesWith({ connectionTracking: { tcpEstablishedTimeout: 300 } }).sort(), ['a1', 'm5']);
  assert.equal(familiesWith({ enclaveOptions: { enabled: true } }), ['m5']);
  assert.equal(familiesWith({ amiSelectorTerms: [{ alias: 'al2023@latest' }] }).sort(), ['m4', 'm5']);
  const efa = [
    { networkCardIndex: 0, deviceIndex: 0, interfaceType: 'interface' },
    { networkCardIndex: 0, deviceIndex: 1, interfaceType: 'efa-only' },
  ];
  assert.equal(familiesWith({ networkInterfaces: efa }), []);
});

test('zones by ID leave out types that are offered elsewhere, and names of another region all', () => {
  const zones = new Set(candidatesOf([oneOf(family, 'inf2')]).types.flatMap(({ zones = [] }) => zones));
  assert.not.ok(zones.has('use1-az1'));
  assert.is(
    candidatesOf([oneOf(family, 'inf2'), oneOf('topology.k8s.aws/zone-id', 'use1-az1')]).types.length,
    0,
  );
  assert.is(
    candidatesOf([oneOf(family, 'inf2'), oneOf('topology.kubernetes.io/zone', 'us-east-1a')]).types.length,
    4,
  );
  assert.is(
    candidatesOf([oneOf(family, 'inf2'), oneOf('topology.kubernetes.io/zone', 'us-west-2a')]).types.length,
    0,
  );
});

test('two requirements on one label count together', () => {
  const gpu = 'karpenter.k8s.aws/instance-gpu-name';
  // In and NotIn of one value leave DoesNotExist, which types without a GPU satisfy
  const found = candidatesOf([oneOf(gpu, 't4'), { key: gpu, operator: 'NotIn', values: ['t4'] }]);
  assert.ok(found.types.length > 0);
  assert.ok(found.types.every(({ type }) => type.gpus.length === 0));
  assert.is(found.steps.filter(({ step }) => step.kind === 'requirement').length, 1);
});

test.run();
