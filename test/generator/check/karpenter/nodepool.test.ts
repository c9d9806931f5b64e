import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { lines, validatePool } from './support.ts';

const place = 'NodePoolValidationFailed spec.template.spec';

test('a plain pool is fine', () => {
  const requirements = [
    { key: 'kubernetes.io/arch', operator: 'In', values: ['amd64'] },
    { key: 'karpenter.k8s.aws/instance-cpu', operator: 'Gt', values: ['3'] },
    { key: 'example.com/team', operator: 'Exists' },
  ];
  const taints = [{ key: 'a', value: 'b/c', effect: 'NoSchedule' }];
  assert.equal(
    validatePool({ requirements, taints, expireAfter: 'Never' }, { limits: { cpu: 10, memory: '1Ti' } }),
    [],
  );
});

test('one fault of a requirement is shown at its field, two at the requirement', () => {
  const one = validatePool({ requirements: [{ key: 'a', operator: 'In', values: ['ok', 'x y'] }] });
  assert.equal(one[0]?.path, ['spec', 'template', 'spec', 'requirements', 0, 'values', 1]);
  const two = validatePool({ requirements: [{ key: 'a', operator: 'Gt', values: ['-1'] }] });
  assert.equal(two[0]?.path, ['spec', 'template', 'spec', 'requirements', 0]);
  assert.match(
    two[0]?.message ?? '',
    /^invalid value: invalid value -1 for key a, .*; key a with operator Gt must/,
  );
});

test('values that Karpenter does not know', () => {
  const requirement = { key: 'karpenter.sh/capacity-type', operator: 'In' };
  assert.equal(lines(validatePool({ requirements: [{ ...requirement, values: ['ondemand'] }] })), [
    `${place}.requirements.0.values invalid value: no valid values found in [ondemand] for karpenter.sh/capacity-type, ` +
      'expected one of: map[on-demand:{} reserved:{} spot:{}], got: [ondemand] in requirements, restricted',
  ]);
  const some = validatePool({ requirements: [{ ...requirement, values: ['ondemand', 'spot'] }] });
  assert.equal(
    some.map(({ reason, severity }) => [reason, severity]),
    [['IgnoredValues', 'warning']],
  );
  const few = validatePool({
    requirements: [{ ...requirement, values: ['ondemand', 'spot'], minValues: 2 }],
  });
  assert.match(few[0]?.message ?? '', /at least 2 valid values from: \[on-demand reserved spot\], got: 1/);
});

test('old label names are validated as the new ones', () => {
  const requirements = [{ key: 'beta.kubernetes.io/arch', operator: 'In', values: ['a b'] }];
  assert.match(validatePool({ requirements })[0]?.message ?? '', /for key kubernetes\.io\/arch,/);
});

test('label domains are free since Karpenter 1.9', () => {
  const requirements = [{ key: 'app.kubernetes.io/name', operator: 'Exists' }];
  assert.equal(validatePool({ requirements }, {}, { karpenter: '1.9.3' }), []);
  assert.match(
    validatePool({ requirements }, {}, { karpenter: '1.8.2' })[0]?.message ?? '',
    /label is restricted/,
  );
  const node = [{ key: 'node.kubernetes.io/x', operator: 'Exists' }];
  assert.equal(validatePool({ requirements: node }, {}, { karpenter: '1.8' }), []);
});

test('restricted domains end at a dot', () => {
  const exists = (key: string) => validatePool({ requirements: [{ key, operator: 'Exists' }] }).length;
  assert.equal(
    ['mykarpenter.sh/x', 'karpenter.sh', 'my.karpenter.sh/x', 'karpenter.sh/x'].map(exists),
    [0, 0, 1, 1],
  );
  assert.is(exists('kubernetes.io/hostname'), 1);
});

test('operators and labels that an older Karpenter does not know', () => {
  const gte = [{ key: 'a', operator: 'Gte', values: ['1'] }];
  assert.is(validatePool({ requirements: gte }).length, 0);
  assert.match(
    validatePool({ requirements: gte }, {}, { karpenter: '1.8.2' })[0]?.message ?? '',
    /unsupported operator/,
  );
  const placement = [{ key: 'karpenter.k8s.aws/placement-group-id', operator: 'Exists' }];
  assert.is(validatePool({ requirements: placement }, {}, { karpenter: '1.10' }).length, 1);
  assert.is(validatePool({ requirements: placement }, {}, { provider: 'core', karpenter: '1.10' }).length, 0);
});

test('taints are counted across both lists, whatever their value', () => {
  const taints = [{ key: 'a', value: '1', effect: 'NoSchedule' }];
  const startupTaints = [{ key: 'a', value: '2', effect: 'NoSchedule' }];
  assert.equal(lines(validatePool({ taints, startupTaints })), [
    `${place}.startupTaints.0.key duplicate taint Key/Effect pair a=NoSchedule`,
  ]);
});

test('taints without a key do not blow the message up', () => {
  const taints = Array.from({ length: 200 }, () => ({ key: '', effect: 'NoSchedule' }));
  const longest = Math.max(...validatePool({ taints }).map(({ message }) => message.length));
  assert.ok(longest < 2000, `${longest}`);
});

test('labels', () => {
  const labels = { 'karpenter.sh/nodepool': 'x', 'spaces are not allowed': 'x', team: 'a b' };
  const found = validatePool({}, { metadata: { labels } });
  assert.equal(
    found.map(({ path }) => path.at(-1)),
    ['karpenter.sh/nodepool', 'spaces are not allowed', 'team'],
  );
});

test('what the client cannot decode is the only finding', () => {
  const requirements = [{ key: 'a b', operator: 'In', values: [] }];
  assert.equal(lines(validatePool({ requirements, expireAfter: '30d' })), [
    'TypedDecode spec.template.spec.expireAfter time: unknown unit "d" in duration "30d"',
  ]);
  assert.equal(lines(validatePool({}, { disruption: { budgets: [{ nodes: 100 }] } })), [
    'TypedDecode spec.disruption.budgets.0.nodes json: cannot unmarshal number into Go struct field ' +
      'Budget.spec.disruption.budgets.nodes of type string',
  ]);
  const [limit] = validatePool({}, { limits: { cpu: '10 cores' } });
  assert.match(limit?.message ?? '', /^quantities must match the regular expression/);
});

test('a schedule that cannot be read blocks all disruption', () => {
  const budgets = [{ nodes: '1', schedule: '0 25 * * *', duration: '1h' }];
  assert.equal(lines(validatePool({}, { disruption: { budgets } })), [
    'InvalidSchedule spec.disruption.budgets.0.schedule spec.disruption.budgets[0].schedule: invalid cron, ' +
      'budget blocks all disruption: end of range (25) above maximum (23): 25',
  ]);
});

test('a number of nodes that Karpenter cannot read, or reads as another', () => {
  const said = (nodes: string) =>
    validatePool({}, { disruption: { budgets: [{ nodes }] } }).map(({ message }) => message);
  const field = 'spec.disruption.budgets[0].nodes';
  assert.equal(said('99999999999999999999'), [
    `${field}: Karpenter cannot read 99999999999999999999, so the budget blocks all disruption while it is active`,
  ]);
  assert.equal(said('4294967301'), [`${field}: 4294967301 does not fit 32 bits, so Karpenter reads it as 5`]);
  for (const nodes of ['4294967296', '2147483648'])
    assert.equal(said(nodes), [
      `${field}: ${nodes} does not fit 32 bits, so Karpenter reads it as 0 or less: the budget blocks disruption`,
    ]);
  for (const nodes of ['0', '10', '10%', '007', '2147483647']) assert.equal(said(nodes), []);
});

test('hostile shapes end in findings or silently', () => {
  for (const value of [null, 1, 'x', [], {}, [null], [[]], { a: null }]) {
    validatePool(
      { requirements: value, taints: value, startupTaints: value },
      { limits: value, disruption: value },
    );
  }
});

test.run();
