import type { ValueObject } from '@kustomize-ts/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { rulesFor } from '../../../../generator/check/karpenter/rules.ts';
import { findCandidates } from '../../../../generator/instances/candidates/index.ts';
import { cataloguePrices } from '../../../../generator/instances/cost/price-file.ts';
import { assessFit, type PoolFit } from '../../../../generator/instances/fit/assess.ts';
import { readNodeClass } from '../../../../generator/instances/objects/node-class.ts';
import { type Pool, readPool } from '../../../../generator/instances/objects/pool.ts';
import { reasonText } from '../../../../generator/report/fit/entry.ts';
import { Random } from '../../../fuzz/crd-objects.ts';
import { randomNodeClass, randomNodePool } from '../../../fuzz/random-pools.ts';

const test = suite('what a node is launched as');

const REGION = 'us-east-1';
const ZONES = ['a', 'b', 'c'].map((letter, at) => ({ id: `use1-az${at + 1}`, name: `${REGION}${letter}` }));
const AL2023 = { alias: 'al2023@latest' };

function poolOf(nodePool: ValueObject, nodeClass: ValueObject): Pool {
  const read = readNodeClass(nodeClass);
  return readPool(nodePool, new Map([[read.name, read]]));
}

/** A pool of types, on demand. */
function pool(types: string[], image: ValueObject = AL2023, more: ValueObject = {}): Pool {
  const requirements = [
    { key: 'node.kubernetes.io/instance-type', operator: 'In', values: types, ...more },
    { key: 'karpenter.sh/capacity-type', operator: 'In', values: ['on-demand'] },
  ];
  const nodeClassRef = { group: 'karpenter.k8s.aws', kind: 'EC2NodeClass', name: 'class' };
  return poolOf(
    {
      kind: 'NodePool',
      metadata: { name: 'pool' },
      spec: { template: { spec: { nodeClassRef, requirements } } },
    },
    {
      kind: 'EC2NodeClass',
      metadata: { name: 'class' },
      spec: { amiFamily: 'AL2023', amiSelectorTerms: [image] },
    },
  );
}

function fitOf(one: Pool, spec: ValueObject = {}): PoolFit | undefined {
  const pod = {
    kind: 'Pod',
    metadata: { name: 'web' },
    spec: { tolerations: [{ operator: 'Exists' }], containers: [{ name: 'web' }], ...spec },
  };
  const [group] = assessFit({
    pools: [one],
    objects: [pod],
    wellKnown: rulesFor({ karpenter: '1.15', provider: 'aws' }).wellKnown,
    market: {
      region: REGION,
      zones: ZONES.map(({ name }) => name),
      priceOf: (type) => {
        const price = cataloguePrices(type, REGION);
        return price.kind === 'unknown' ? undefined : price.dollarsPerHour;
      },
    },
  });
  return group?.pools[0];
}

const launched = (fit: PoolFit | undefined): string | undefined =>
  fit?.kind === 'fits' ? fit.cheapest.type : undefined;
const gpu = { containers: [{ name: 'c', resources: { limits: { 'nvidia.com/gpu': 1 } } }] };

test('a pod without requests gets the type that comes first among those of the pool, for random pools', () => {
  const random = new Random(7);
  const counts = { launched: 0, refused: 0, exotic: 0 };
  for (let at = 0; at < 40; at++) {
    const one = poolOf(randomNodePool(random, ZONES), randomNodeClass(random));
    const { types, steps } = findCandidates({ pool: one, region: REGION });
    const fit = fitOf(one);
    if (fit?.kind === 'unknown') continue;
    assert.is(launched(fit), types[0]?.type.name, JSON.stringify([one.spec, one.nodeClass?.spec, fit]));
    counts[types.length > 0 ? 'launched' : 'refused'] += 1;
    if (steps.some(({ step, removed }) => step.kind === 'exotic' && removed > 0)) counts.exotic += 1;
  }
  for (const count of Object.values(counts)) assert.ok(count > 5, JSON.stringify(counts));
});

test('a GPU type is launched for pods that need it, not because it is cheaper', () => {
  const mixed = pool(['g4dn.xlarge', 'm5.24xlarge']);
  assert.is(launched(fitOf(mixed)), 'm5.24xlarge');
  assert.is(launched(fitOf(mixed, gpu)), 'g4dn.xlarge');
  assert.is(launched(fitOf(pool(['g4dn.xlarge']))), 'g4dn.xlarge', 'the only one');
  assert.is(launched(fitOf(pool(['g4dn.xlarge', 'm5.24xlarge'], AL2023, { minValues: 2 }))), 'g4dn.xlarge');
});

test('a type without an image is not launched, and a pod that needs one stays pending', () => {
  const both = pool(['m6g.large', 'm5.large'], {
    name: 'amazon-eks-node-al2023-x86_64-standard-1.33-*',
    owner: 'amazon',
  });
  assert.is(launched(fitOf(pool(['m6g.large', 'm5.large']))), 'm6g.large');
  assert.is(launched(fitOf(both)), 'm5.large');
  const arm = fitOf(both, { nodeSelector: { 'kubernetes.io/arch': 'arm64' } });
  assert.is(arm?.kind === 'misfit' && reasonText(arm), 'no instance types satisfy requirements of amis');
});

test('minValues that the cheapest 60 do not meet keep the pod pending', () => {
  const requirements = (minValues: number): Pool =>
    poolOf(
      {
        kind: 'NodePool',
        metadata: { name: 'pool' },
        spec: {
          template: {
            spec: {
              nodeClassRef: { kind: 'EC2NodeClass', name: 'class' },
              requirements: [
                { key: 'karpenter.k8s.aws/instance-family', operator: 'Exists', minValues },
                { key: 'karpenter.k8s.aws/instance-cpu', operator: 'In', values: ['8'] },
              ],
            },
          },
        },
      },
      {
        kind: 'EC2NodeClass',
        metadata: { name: 'class' },
        spec: { amiFamily: 'AL2023', amiSelectorTerms: [AL2023] },
      },
    );
  const unmet = fitOf(requirements(61));
  assert.is(
    unmet?.kind === 'misfit' && reasonText(unmet),
    'minValues requirement is not met for label(s) (label(s)=[karpenter.k8s.aws/instance-family])',
  );
  assert.is(fitOf(requirements(20))?.kind, 'fits');
});

test.run();
