import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readPage } from '../support/page.ts';
import { expectStatus } from '../support/run.ts';
import { changed } from './support.ts';

const test = suite('the order of a report');

/** Fleets keep pools in files of their own, which are read by path: `pool-10` before `pool-2`. */
const NUMBERS = [1, 10, 11, 2];
const IN_ORDER = [1, 2, 10, 11];

function fleet(cpu: string, team: string): string {
  const pools = NUMBERS.map(
    (i) => `    pool-${i}:
      nodePool:
        limits: { cpu: "${cpu}" }
        template: { metadata: { labels: { example.com/team: ${team} } } }
`,
  ).join('');
  const clusters = NUMBERS.map((i) => `        prod-${i}: {}\n`).join('');
  return `apiVersion: poolwright.dev/v1alpha1
kind: Fleet
metadata: { name: web }
spec:
  karpenter: "1.15"
  defaults:
    nodePool:
      template:
        spec:
          requirements:
            - { key: node.kubernetes.io/instance-type, operator: In, values: [m5.large, m5.xlarge] }
            - { key: karpenter.sh/capacity-type, operator: In, values: [on-demand] }
    nodeClass:
      role: nodes
      amiSelectorTerms: [{ alias: al2023@v20250704 }]
      subnetSelectorTerms: [{ tags: { discovery: web } }]
      securityGroupSelectorTerms: [{ tags: { discovery: web } }]
  pools:
${pools}  environments:
    prod:
      clusters:
${clusters}`;
}

const names = (word: string): string[] => IN_ORDER.map((i) => `${word}-${i}`);

test('lists pools and clusters by the numbers in their names', () =>
  changed(fleet('100', 'web'), fleet('200', 'shop'), (sandbox) => {
    expectStatus(sandbox.poolwright('report', '--at', '2026-11-29T12:00:00Z'), 0);
    const { model, markup } = readPage(sandbox.read('report.html'));
    const { plan, timeline, calendar, costs } = model;
    assert.equal(model.fleet?.pools, names('pool'));
    assert.equal(model.fleet?.environments[0]?.clusters, names('prod'));
    assert.is(plan?.entries.length, 4);
    for (const { clusters } of plan?.entries ?? []) assert.equal(clusters, names('prod'));
    assert.equal(
      timeline?.rolls.map(({ pool }) => pool),
      names('pool'),
    );
    assert.equal(timeline?.rolls[0]?.places, [{ environment: 'prod', clusters: names('prod') }]);
    const places = [{ environment: 'prod', clusters: names('prod') }];
    assert.equal(
      calendar?.calendars.map(({ pools }) => pools),
      [names('pool').map((pool) => ({ pool, places }))],
    );
    assert.equal(
      costs?.environments[0]?.after?.pools.map(({ pool }) => pool),
      names('pool'),
    );
    assert.equal(
      [...markup.matchAll(/<th scope="col">(pool-\d+)/g)].map(([, pool]) => pool),
      names('pool'),
      'the matrix',
    );
    assert.equal(
      [...markup.matchAll(/<strong>(pool-\d+)<\/strong> in /g)].map(([, pool]) => pool),
      names('pool'),
      'the instance types',
    );
  }));

test.run();
