import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { openCrds } from '../../../generator/crds/karpenter.ts';
import { readManifests, validateGroup } from '../../../generator/manifests/index.ts';

const test = suite('a schedule that Karpenter cannot parse');

const pool = (schedule: string, limit = '"10"') => `apiVersion: karpenter.sh/v1
kind: NodePool
metadata: { name: a }
spec:
  limits: { cpu: ${limit} }
  disruption:
    consolidateAfter: 1m
    budgets: [{ nodes: "0", schedule: "${schedule}", duration: 8h }, { nodes: 10% }]
  template:
    spec:
      expireAfter: Never
      requirements: [{ key: karpenter.sh/capacity-type, operator: In, values: [on-demand] }]
      nodeClassRef: { group: karpenter.k8s.aws, kind: EC2NodeClass, name: a }
`;

const crds = openCrds();

function findings(text: string, karpenter: string) {
  return validateGroup(readManifests('pool.yaml', text), { scope: { karpenter }, crds, isWhole: false })
    .diagnostics;
}

for (const karpenter of crds.versions)
  test(`is one error that says what it blocks, on ${karpenter}`, () => {
    const found = findings(pool('0 9 * * 7'), karpenter);
    assert.equal(
      found.map(({ code, severity }) => `${severity} ${code}`),
      ['error budget-schedule-invalid'],
    );
    assert.match(found[0]?.message ?? '', 'blocks all disruption of the pool');
    assert.is(found[0]?.help, 'Write 0 or sun for Sunday');
    assert.equal(findings(pool('0 9 * * 0'), karpenter), []);
  });

test('a limit may be a number, which the API server stores as it is sent', () => {
  assert.equal(findings(pool('0 9 * * 0', '10'), '1.15'), []);
});

test.run();
