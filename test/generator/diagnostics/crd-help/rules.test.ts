import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { RULES, ruleHelp } from '../../../../generator/diagnostics/crd-help/rules.ts';

/** A value that breaks a rule, the field of it that is to blame, and how its help starts. */
const CASES: [message: string, value: unknown, field: string, help: string][] = [
  [
    "must specify exactly one of ['role', 'instanceProfile']",
    {},
    'role',
    'Set role to the name of the IAM role',
  ],
  [
    "must specify exactly one of ['role', 'instanceProfile']",
    { role: 'a', instanceProfile: 'b' },
    'instanceProfile',
    'Remove role or instanceProfile',
  ],
  [
    "if set, amiFamily must be 'AL2023' or 'Custom' when using an AL2023 alias",
    { amiFamily: 'AL2' },
    'amiFamily',
    'Remove amiFamily (the alias implies AL2023), or use an alias of that family',
  ],
  [
    "expected at least one, got none, ['tags', 'id', 'name']",
    [{ id: 'sg-1' }, {}],
    '1',
    'Give the term one of tags, id, name',
  ],
  [
    "'id' is mutually exclusive, cannot be set with a combination of other fields in a subnet selector term",
    [{ tags: {} }, { id: 'subnet-1', tags: { a: 'b' } }],
    '1.id',
    'Keep id alone in its term',
  ],
  [
    "'id' is mutually exclusive, cannot be set with a combination of other fields in a subnet selector term",
    [],
    '',
    'Add a term',
  ],
  [
    "'alias' is improperly formatted, must match the format 'family@version'",
    'al2023',
    '',
    'Write family and version: al2023@',
  ],
  [
    "windows families may only specify version 'latest'",
    'windows2022@1',
    '',
    'Set alias to windows2022@latest',
  ],
  ["empty tag keys or values aren't supported", { a: 'b', c: '' }, 'c', 'Give the tag a key and a value'],
  [
    'must have only one blockDeviceMappings with rootVolume',
    [{ rootVolume: true }, {}, { rootVolume: true }],
    '2.rootVolume',
    'Keep rootVolume',
  ],
  [
    'evictionSoft OwnerKey does not have a matching evictionSoftGracePeriod',
    { evictionSoft: { 'memory.available': '5%' } },
    'evictionSoft.memory.available',
    'Add memory.available to evictionSoftGracePeriod',
  ],
  [
    "valid keys for kubeReserved are ['cpu','memory','ephemeral-storage','pid']",
    { cpu: '1', disk: '1' },
    'disk',
    'Use cpu, memory, ephemeral-storage or pid as key',
  ],
  [
    'tag contains a restricted tag matching kubernetes.io/cluster/',
    { a: 'b', 'kubernetes.io/cluster/x': 'owned' },
    'kubernetes.io/cluster/x',
    'Remove the tag',
  ],
  [
    'networkInterfaces must not have duplicate networkCardIndex and deviceIndex pairs, and can have at most one efa device per network card',
    [
      { networkCardIndex: 0, deviceIndex: 0, interfaceType: 'interface' },
      { networkCardIndex: 0, deviceIndex: 0, interfaceType: 'efa-only' },
    ],
    '1',
    'Give each interface its own',
  ],
  [
    "requirements with operator 'In' must have a value defined",
    [{ operator: 'Exists' }, { operator: 'In', values: [] }],
    '1',
    'Give the requirement values, or use operator: Exists',
  ],
  [
    "requirements operator 'Gt', 'Lt', 'Gte', or 'Lte' must have a single positive integer value",
    [{ operator: 'Gt', values: ['four'] }],
    '0.values',
    'Give the requirement one whole number',
  ],
  [
    "requirements with 'minValues' must have at least that many values specified in the 'values' field",
    [{ operator: 'In', values: ['a'], minValues: 2 }],
    '0.minValues',
    'Lower minValues',
  ],
  [
    'label domain "karpenter.sh" is restricted',
    { team: 'a', 'karpenter.sh/x': 'b' },
    'karpenter.sh/x',
    'Use karpenter.sh/capacity-type',
  ],
  ['label domain "karpenter.sh" is restricted', 'karpenter.sh/x', '', 'Use karpenter.sh/capacity-type'],
  [
    'label domain "kubernetes.io" is restricted',
    { 'kubernetes.io/arch': 'a', 'kubernetes.io/x': 'b' },
    'kubernetes.io/x',
    'Use a well-known label',
  ],
  [
    "only 'limits.nodes' is supported on static NodePools",
    { replicas: 1, limits: { nodes: '1', cpu: '1' } },
    'limits.cpu',
    'Keep only nodes under limits',
  ],
  [
    "'schedule' must be set with 'duration'",
    [{ nodes: '1' }, { schedule: '@daily' }],
    '1.schedule',
    'Add a duration, such as 8h',
  ],
  ["'schedule' must be set with 'duration'", [{ duration: '8h' }], '0.duration', 'Add a schedule'],
  ['invalid resource restricted', { 'a.com/b': '1', cpu: '1' }, 'cpu', 'Remove cpu'],
];

for (const [message, value, field, help] of CASES)
  test(`${message} of ${JSON.stringify(value)}`, () => {
    const found = ruleHelp(`Invalid value: ${message}`, value);
    assert.is(found?.steps.join('.'), field);
    assert.ok(found?.help.startsWith(help), found?.help);
  });

test('every help is an imperative sentence, whatever the value', () => {
  for (const message of Object.keys(RULES))
    for (const value of [undefined, null, 'x', 1, [], [null], {}, { limits: null }]) {
      const { help = '' } = ruleHelp(message, value) ?? {};
      assert.match(help, /^[A-Z].*[^.]$/s, message);
      assert.not.match(help, /undefined|\[object|null/, message);
    }
});

test('a rule that is not known has no help', () => {
  assert.is(ruleHelp('must be even', 1), undefined);
});

test.run();
