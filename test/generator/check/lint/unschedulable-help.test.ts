import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { lint } from '../../../../generator/check/lint/index.ts';
import { type Case, inputOf } from './support.ts';

const test = suite('help for pods that fit nowhere');

const family = (name: string) => ({
  requirements: [{ key: 'karpenter.k8s.aws/instance-family', operator: 'In', values: [name] }],
});
const pod = (requests: Record<string, string>, spec = {}): Case => ({
  workloads: [
    {
      kind: 'Pod',
      metadata: { name: 'p' },
      spec: { containers: [{ resources: { requests: { cpu: 1 } } }, { resources: { requests } }], ...spec },
    },
  ],
});
const classes = { default: { amiSelectorTerms: [{ alias: 'al2023@v20250704' }] } };

function found(one: Case): { help: string; path: string } | undefined {
  const fault = lint(inputOf({ classes, ...one })).find(({ code }) => code === 'workload-unschedulable');
  return fault && { help: fault.help, path: fault.path.join('.') };
}

const SECOND = 'spec.containers.1.resources.requests';

test('local disks that suffice are used with instanceStorePolicy', () => {
  assert.equal(found({ pools: { a: family('i3en') }, ...pod({ 'ephemeral-storage': '800Gi' }) }), {
    help: 'Set instanceStorePolicy: RAID0 in EC2NodeClass/default',
    path: `${SECOND}.ephemeral-storage`,
  });
});

test('disks that do not suffice, or that no type has, are not proposed', () => {
  const help = 'Request less storage, or enlarge the volume of EC2NodeClass/default';
  for (const [name, amount] of [
    ['i3en', '900Ti'],
    ['m6i', '800Gi'],
  ] as const)
    assert.is(found({ pools: { a: family(name) }, ...pod({ 'ephemeral-storage': amount }) })?.help, help);
});

test('a pool that lacks only the size comes before those with another taint or label', () => {
  const pools = {
    size: family('i3en'),
    taint: { ...family('m5'), taints: [{ key: 'a', effect: 'NoSchedule' }] },
  };
  assert.equal(found({ pools, ...pod({ 'ephemeral-storage': '800Gi' }) }), {
    help: 'Set instanceStorePolicy: RAID0 in EC2NodeClass/default, or tolerate the taint',
    path: `${SECOND}.ephemeral-storage`,
  });
});

test('only what keeps the pods away is named', () => {
  assert.equal(found({ pools: { a: family('m5') }, ...pod({ cpu: '500' }) }), {
    help: 'Lower the requests, or let a pool launch larger instances',
    path: `${SECOND}.cpu`,
  });
  assert.equal(found({ pools: { a: family('m5') }, ...pod({ cpu: '2' }, { nodeSelector: { team: 'a' } }) }), {
    help: 'Correct the selector',
    path: 'spec.nodeSelector.team',
  });
});

test('a pool without any of a resource does not lack the size', () => {
  const pools = {
    cpu: family('m5'),
    gpu: { ...family('g5'), taints: [{ key: 'gpu', effect: 'NoSchedule' }] },
  };
  assert.equal(found({ pools, ...pod({ 'nvidia.com/gpu': '1' }) }), {
    help: 'Tolerate the taint, or let a pool launch instances with nvidia.com/gpu',
    path: 'spec',
  });
});

const affinity = (...keys: string[]) => ({
  affinity: {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: keys.map((key) => ({
          matchExpressions: [{ key, operator: 'In', values: ['x'] }],
        })),
      },
    },
  },
});
const TERMS = 'spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms';

test('the field that excludes the pools is marked, or what contains all such fields', () => {
  const tainted = { ...family('m5'), taints: [{ key: 'a', effect: 'NoSchedule' }] };
  const pools = {
    a: { ...family('m5'), labels: { team: 'a' } },
    b: { ...family('m5'), labels: { team: 'b' } },
  };
  const small = (spec: object): string | undefined => found({ pools, ...pod({ cpu: '1' }, spec) })?.path;
  assert.is(small({ nodeSelector: { team: 'c' } }), 'spec.nodeSelector.team');
  assert.is(small({ nodeSelector: { 'kubernetes.io/os': 'linux', team: 'c' } }), 'spec.nodeSelector.team');
  assert.is(small(affinity('team')), `${TERMS}.0.matchExpressions.0`);
  assert.is(small({ nodeSelector: { team: 'c' }, ...affinity('team') }), 'spec');
  const tolerations = [{ key: 'b', operator: 'Exists' }];
  assert.is(found({ pools: { tainted }, ...pod({ cpu: '1' }, { tolerations }) })?.path, 'spec.tolerations');
  assert.is(found({ pools: { tainted }, ...pod({ cpu: '1' }) })?.path, 'spec');
  assert.is(
    found({ pools: { a: family('m5') }, ...pod({ 'nvidia.com/gpu': '1' }) })?.path,
    `${SECOND}.nvidia.com/gpu`,
  );
  assert.is(
    found({ pools: { ...pools, tainted }, ...pod({ cpu: '1' }, { nodeSelector: { team: 'c' } }) })?.path,
    'spec.nodeSelector.team',
  );
  assert.is(small({ nodeSelector: { team: 'a' } }), undefined);
});

test('pods that fit have no finding', () => {
  assert.is(found({ pools: { a: family('i3en') }, ...pod({ 'ephemeral-storage': '10Gi' }) }), undefined);
});

test.run();
