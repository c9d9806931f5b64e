import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { lines, validateClass } from './support.ts';

const al2023 = { amiSelectorTerms: [{ alias: 'al2023@latest' }] };
const al2 = { amiSelectorTerms: [{ alias: 'al2@latest' }] };
const capacity = 'karpenter.k8s.aws/nvidia-consumable-capacity';

const reasons = (found: ReturnType<typeof validateClass>) => found.map(({ reason }) => reason);

test('aliases that end the controller', () => {
  assert.equal(lines(validateClass({ amiSelectorTerms: [{ alias: 'al2023@a@b' }] })), [
    'ControllerExit spec.amiSelectorTerms.0.alias failed to parse AMI alias "al2023@a@b", invalid format',
  ]);
  assert.equal(reasons(validateClass({ amiSelectorTerms: [{ alias: 'ubuntu@latest' }] })), [
    'ControllerExit',
  ]);
});

test('aliases that have no image for the Kubernetes version', () => {
  assert.equal(reasons(validateClass(al2)), []);
  assert.equal(reasons(validateClass(al2, { kubernetes: '1.32' })), []);
  assert.equal(reasons(validateClass(al2, { kubernetes: '1.33' })), ['UnsupportedAlias']);
  const windows = { amiSelectorTerms: [{ alias: 'windows2025@latest' }] };
  assert.equal(reasons(validateClass(windows, { kubernetes: 'v1.34.2' })), ['UnsupportedAlias']);
  assert.equal(reasons(validateClass(windows, { kubernetes: '1.35' })), []);
});

test('kubelet fields are Karpenter’s to validate since 1.15', () => {
  const spec = { ...al2023, kubelet: { maxPod: 1, evictionSoft: { 'memory.available': '5%' } } };
  assert.equal(lines(validateClass(spec)), [
    'InvalidKubeletConfiguration spec.kubelet.maxPod spec.kubelet: unknown field "maxPod"',
    'InvalidKubeletConfiguration spec.kubelet.evictionSoft.memory.available ' +
      'spec.kubelet.evictionSoft[memory.available]: has no matching evictionSoftGracePeriod',
  ]);
  assert.equal(validateClass(spec, { karpenter: '1.14.3' }), []);
});

test('nested kubelet fields', () => {
  const of = (kubelet: object) =>
    validateClass({ ...al2023, kubelet: { ...kubelet } }).map(({ message }) => message);
  assert.equal(of({ logging: { options: { json: { splitStreams: true } } } }), [
    'spec.kubelet: unknown field "logging.options.json.splitStreams"',
  ]);
  assert.equal(of({ syncFrequency: 5 }), [
    'spec.kubelet: json: cannot unmarshal number into Go struct field KubeletConfiguration.syncFrequency of type string',
  ]);
  assert.equal(of({ authentication: { webhook: { cacheTTL: '1d' } } }), [
    'spec.kubelet: time: unknown unit "d" in duration "1d"',
  ]);
  assert.equal(of({ maxPods: 2147483648 }), [
    'spec.kubelet: json: cannot unmarshal number 2147483648 into Go struct field KubeletConfiguration.maxPods of type int32',
  ]);
  assert.equal(of({ reservedMemory: [{ numaNode: 0, limit: {} }] }), [
    'spec.kubelet: unknown field "reservedMemory[0].limit"',
  ]);
});

test('expressions need their gate, and then they must compile and give a number', () => {
  const of = (text: string, on = true) =>
    reasons(validateClass({ ...al2023, kubelet: { maxPods: text } }, { gates: { nodeClassCEL: on } }));
  assert.equal(of('vcpus * 8', false), ['KubeletExpressionsDisabled']);
  assert.equal(of('min(110, default_enis * (ips_per_eni - 1))'), []);
  assert.equal(of('vcpus *'), ['KubeletExpressionInvalid']);
  assert.equal(of('instance_type'), ['KubeletExpressionInvalid']);
  assert.equal(of('0 - 1'), ['KubeletExpressionEvaluationFailed']);
  assert.equal(of('10 / (vcpus - 4)'), ['KubeletExpressionEvaluationFailed']);
  assert.equal(of(`${'('.repeat(5000)}1`), ['KubeletExpressionInvalid']);
});

test('fields that a family drops', () => {
  const kubelet = { podsPerCore: 1, registryPullQPS: 1, clusterDNS: ['10.0.0.1', '10.0.0.2'] };
  const of = (name: string) =>
    validateClass({ amiSelectorTerms: [{ alias: `${name}@latest` }], kubelet }).length;
  assert.equal(['al2023', 'al2', 'bottlerocket'].map(of), [0, 2, 2]);
  assert.is(validateClass({ amiFamily: 'Custom', amiSelectorTerms: [{ id: 'ami-1' }], kubelet }).length, 0);
});

test('tags that are Karpenter’s own', () => {
  const tags = { 'kubernetes.io/cluster/x': 'owned', 'kubernetes.io/cluster/': 'owned', team: 'a' };
  assert.equal(lines(validateClass({ ...al2023, tags })), [
    'TagValidationFailed spec.tags.kubernetes.io/cluster/x tags failed validation requirements (tags="kubernetes.io/cluster/x")',
  ]);
});

test('sharing of GPUs', () => {
  const of = (value: string, on: boolean) =>
    reasons(validateClass(al2023, { gates: { draNvidiaGpu: on } }, { [capacity]: value }));
  assert.equal(of('0', true), ['NVIDIAConsumableCapacityInvalid']);
  assert.equal(of('4', true), []);
  assert.equal(of('4', false), ['DRADisabled']);
  assert.equal(of('disabled', false), []);
});

test.run();
