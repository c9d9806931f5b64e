import type { ValueObject } from '@kustomize-ts/core';
import type { InstanceType } from '@poolwright/ec2-catalogue';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { capacityUnder, defaultController } from '../../../../generator/instances/capacity/index.ts';
import { m5Large } from '../type.ts';

const mib = 2 ** 20;
const gib = 2 ** 30;

function capacityOf(
  spec: ValueObject = {},
  family = 'AL2023',
  type: InstanceType = m5Large(),
  controller = defaultController,
) {
  return capacityUnder({ name: 'a', title: 'EC2NodeClass/a', spec, family }, controller)(type);
}

// website/content/en/docs/reference/instance-types.md of the provider
test('m5.large leaves to pods of AL2023 what Karpenter documents', () => {
  const { allocatable, capacity } = capacityOf();
  assert.equal(Object.fromEntries(allocatable), {
    cpu: 1.93,
    memory: 6903 * mib,
    'ephemeral-storage': 17 * gib,
    pods: 29,
    'nvidia.com/gpu': 0,
    'amd.com/gpu': 0,
    'habana.ai/gaudi': 0,
    'aws.amazon.com/neuron': 0,
    'aws.amazon.com/neuroncore': 0,
    'vpc.amazonaws.com/efa': 0,
    'vpc.amazonaws.com/pod-eni': 9,
  });
  assert.is(capacity.get('memory'), 7577 * mib);
});

test('maxPods changes the pods, and the memory that is reserved for them only where the AMI says so', () => {
  const few = { kubelet: { maxPods: 110 } };
  assert.is(capacityOf(few).allocatable.get('pods'), 110);
  assert.is(capacityOf(few).kubeReserved.get('memory'), (11 * 29 + 255) * mib);
  assert.is(capacityOf(few, 'Bottlerocket').kubeReserved.get('memory'), (11 * 110 + 255) * mib);
  // an expression, which counts behind a feature gate only
  assert.is(capacityOf({ kubelet: { maxPods: 'vcpus * 10' } }).allocatable.get('pods'), 29);
});

test('podsPerCore lowers the pods but for Bottlerocket', () => {
  const perCore = { kubelet: { podsPerCore: 4 } };
  assert.is(capacityOf(perCore).allocatable.get('pods'), 8);
  assert.is(capacityOf(perCore, 'Bottlerocket').allocatable.get('pods'), 29);
  assert.is(capacityOf({ kubelet: { podsPerCore: 0 } }).allocatable.get('pods'), 29);
});

test('reserved interfaces and EFA-only ones take addresses from pods', () => {
  const reserved = { ...defaultController, reservedEnis: 1 };
  assert.is(capacityOf({}, 'AL2023', m5Large(), reserved).allocatable.get('pods'), 2 * 9 + 2);
  assert.is(capacityOf({}, 'AL2023', m5Large(), reserved).kubeReserved.get('memory'), (11 * 29 + 255) * mib);
  assert.is(capacityOf({}, 'AL2023', m5Large(), { ...reserved, reservedEnis: 3 }).allocatable.get('pods'), 0);
  const efa = [
    { networkCardIndex: 0, deviceIndex: 0, interfaceType: 'interface' },
    { networkCardIndex: 0, deviceIndex: 1, interfaceType: 'efa-only' },
    { networkCardIndex: 1, deviceIndex: 0, interfaceType: 'efa-only' },
  ];
  const { allocatable } = capacityOf({ networkInterfaces: efa });
  assert.is(allocatable.get('pods'), 2 * 9 + 2);
  assert.is(allocatable.get('vpc.amazonaws.com/efa'), 2);
});

test('what users reserve replaces each resource of its own, and hard eviction counts alone', () => {
  const { allocatable, kubeReserved, evictionThreshold } = capacityOf({
    kubelet: {
      kubeReserved: { cpu: '200m' },
      systemReserved: { memory: '1Gi', cpu: '0.1' },
      evictionHard: { 'memory.available': '5%', 'nodefs.available': '100%' },
      evictionSoft: { 'memory.available': '50%' },
    },
  });
  assert.is(kubeReserved.get('cpu'), 0.2);
  assert.is(kubeReserved.get('memory'), 574 * mib);
  assert.is(evictionThreshold.get('memory'), Math.ceil(((7577 * mib) / 100) * 5));
  assert.is(evictionThreshold.get('ephemeral-storage'), 0);
  assert.is(allocatable.get('cpu'), 1.7);
  assert.is(allocatable.get('memory'), 7577 * mib - 574 * mib - gib - Math.ceil(((7577 * mib) / 100) * 5));
});

test('the share of the hypervisor and the memory that Graviton keeps are not there for nodes', () => {
  const all = { ...defaultController, vmMemoryOverheadPercent: 0 };
  assert.is(capacityOf({}, 'AL2023', m5Large(), all).capacity.get('memory'), 8192 * mib);
  const arm = m5Large({ architectures: ['arm64'] });
  assert.is(capacityOf({}, 'AL2023', arm, all).capacity.get('memory'), 8128 * mib);
});

test('storage is the local disks with RAID0, else the volume of the root, else that of the family', () => {
  const withDisk = m5Large({ instanceStore: { totalGb: 75, nvme: true, disks: [] } });
  const storage = (spec: ValueObject, family = 'AL2023', type = withDisk) =>
    capacityOf(spec, family, type).capacity.get('ephemeral-storage');
  assert.is(storage({}), 20 * gib);
  assert.is(storage({ instanceStorePolicy: 'RAID0' }), 75e9);
  assert.is(storage({ instanceStorePolicy: 'RAID0' }, 'AL2023', m5Large()), 20 * gib);
  assert.is(storage({}, 'Windows2022'), 50 * gib);
  const mappings = [
    { deviceName: '/dev/xvda', ebs: { volumeSize: '30Gi' } },
    { deviceName: '/dev/xvdb', ebs: { volumeSize: '40Gi' } },
  ];
  assert.is(storage({ blockDeviceMappings: mappings }), 30 * gib);
  assert.is(storage({ blockDeviceMappings: mappings }, 'Bottlerocket'), 40 * gib);
  assert.is(storage({ blockDeviceMappings: mappings }, 'Custom'), 40 * gib);
  const root = [...mappings, { deviceName: '/dev/sdb', rootVolume: true, ebs: { volumeSize: '50G' } }];
  assert.is(storage({ blockDeviceMappings: root }), 50e9);
  const unknown = capacityOf({
    blockDeviceMappings: [{ deviceName: '/dev/xvda', ebs: { volumeSize: 'x' } }],
  });
  assert.not.ok(unknown.capacity.has('ephemeral-storage'));
  assert.not.ok(unknown.allocatable.has('ephemeral-storage'));
});

test('devices count by their makers', () => {
  const device = { name: 'A', count: 4, memoryMib: 1 };
  const { capacity } = capacityOf(
    {},
    'AL2023',
    m5Large({
      gpus: [
        { ...device, manufacturer: 'NVIDIA' },
        { ...device, manufacturer: 'AMD', count: 1 },
      ],
      neuron: [{ ...device, manufacturer: 'AWS', coresPerDevice: 2 }],
    }),
  );
  assert.is(capacity.get('nvidia.com/gpu'), 4);
  assert.is(capacity.get('amd.com/gpu'), 1);
  assert.is(capacity.get('aws.amazon.com/neuron'), 4);
  assert.is(capacity.get('aws.amazon.com/neuroncore'), 8);
});

test('Windows nodes have 110 pods and addresses of the VPC as a resource', () => {
  const { allocatable } = capacityOf({}, 'Windows2022');
  assert.is(allocatable.get('pods'), 110);
  assert.is(allocatable.get('vpc.amazonaws.com/PrivateIPv4Address'), 9);
  const arm = m5Large({ architectures: ['arm64'] });
  assert.not.ok(capacityOf({}, 'Windows2022', arm).allocatable.has('vpc.amazonaws.com/PrivateIPv4Address'));
});

test.run();
