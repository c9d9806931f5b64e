import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { matrixRows } from '../../../../generator/report/html/matrix-rows.ts';
import { planJson } from '../../../../generator/report/plan/json.ts';
import { planMarkdown } from '../../../../generator/report/plan/markdown.ts';
import { planText } from '../../../../generator/report/plan/text.ts';
import { change, FLEET, withRequirement } from '../../../support/fleets.ts';
import { planOf } from '../../plan/helper.ts';

const test = suite('a plan for clusters of several regions');

const REGIONS = {
  'dev-eu': 'eu-central-1',
  'prod-ap': 'ap-southeast-2',
  'prod-eu': 'eu-central-1',
  'prod-us': 'us-east-1',
};

/** Four clusters in three regions, with a pool of some families and a limit of cores. */
function fleet(families: string, cpu = '"100"', more: Record<string, string> = {}): string {
  const cluster = (name: keyof typeof REGIONS): string =>
    `        ${name}: { region: ${REGIONS[name]}, variables: { CLUSTER: ${name}${more[name] ?? ''} } }\n`;
  const placed = change(
    change(FLEET, '        dev-1: { variables: { CLUSTER: dev-1 } }\n', cluster('dev-eu')),
    '        prod-1: { variables: { CLUSTER: prod-1 } }\n',
    (['prod-ap', 'prod-eu', 'prod-us'] as const).map(cluster).join(''),
  );
  const typed = withRequirement(
    placed,
    `{ key: karpenter.k8s.aws/instance-family, operator: In, values: [${families}] }`,
  );
  return change(typed, 'cpu: "100"', `cpu: ${cpu}`);
}

const TEXT = { color: false, verbose: false, timeZone: 'UTC' };

/** The lines about instance types and cost, without what precedes and follows them. */
function instanceText(text: string): string[] {
  const lines = text.split('\n').map((line) => line.slice(6));
  return lines.filter((line) => /^(instance types|at most|at spot|replicas| {2})/.test(line));
}

test('says once what is the same in all regions, and by region what is not', () => {
  const plan = planOf(fleet('m5', '"4"'), fleet('m5, m6i', '"8"'));
  const text = planText(plan, TEXT);
  assert.is(text.split('+ general').length, 2, 'the pool is there once');
  assert.ok(text.includes('\ndev, prod: 4 clusters: dev-eu, prod-ap, prod-eu, prod-us\n'), text);
  const [types = '', ...costs] = instanceText(text);
  assert.match(
    types,
    /^instance types in eu-central-1, ap-southeast-2, us-east-1: \d+ more \(m6i\..* and \d more\)$/,
  );
  assert.is(costs[0], 'at most, on demand:');
  assert.equal(
    costs.slice(1).map((line) => line.replace(/\$.*/, '$')),
    ['  eu-central-1: $', '  ap-southeast-2: $', '  us-east-1: $'],
  );
});

test('types that only some regions offer are listed by region', () => {
  const plan = planOf(fleet('m5'), fleet('p5'));
  const [title, ...lines] = instanceText(planText(plan, TEXT));
  assert.is(title, 'instance types:');
  assert.match(lines[0] ?? '', /^ {2}eu-central-1: 9 fewer \(.*\), no known type is left$/);
  assert.match(
    lines[1] ?? '',
    /^ {2}ap-southeast-2, us-east-1: 2 more \(p5\.48xlarge, p5\.4xlarge\), 9 fewer \(.*more\)$/,
  );
});

test('clusters of one region that differ are named', () => {
  const variables = (dev: string, prod: string): Record<string, string> => ({
    'dev-eu': `, CPU: "${dev}"`,
    'prod-ap': `, CPU: "${prod}"`,
    'prod-eu': `, CPU: "${prod}"`,
    'prod-us': `, CPU: "${prod}"`,
  });
  const declared = (text: string): string =>
    change(text, '  variables:\n', '  variables:\n    CPU: { description: Cores }\n');
  const before = declared(fleet('m5', '"${CPU}"', variables('4', '8')));
  const after = declared(fleet('m5, m6i', '"${CPU}"', variables('4', '8')));
  const plan = planOf(before, after);
  const costs = instanceText(planText(plan, { ...TEXT, verbose: true })).filter((line) => line.includes('$'));
  assert.equal(costs, []);
  const larger = planOf(before, declared(fleet('m5, r5', '"${CPU}"', variables('4', '8'))));
  const lines = instanceText(planText(larger, { ...TEXT, verbose: true }))
    .filter((line) => line.startsWith('  '))
    .map((line) => line.replace(/: .*/, ''));
  assert.equal(lines.slice(-4), [
    '  eu-central-1 (dev-eu)',
    '  ap-southeast-2',
    '  eu-central-1 (prod-eu)',
    '  us-east-1',
  ]);
});

test('a comment has one row and one section for the pool, and a nested list', () => {
  const markdown = planMarkdown(planOf(fleet('m5', '"4"'), fleet('m5, m6i', '"8"')), 'UTC');
  const rows = markdown.split('\n').filter((line) => line.includes('| general |'));
  assert.is(rows.length, 1, markdown);
  assert.match(rows[0] ?? '', /^\| dev, prod \| general \|.*\| 4 clusters: /);
  assert.is(markdown.split('<details>').length, 2);
  assert.match(markdown, /\n- \*\*general\*\* at most, on demand:\n {2}- eu\\-central\\-1: .*\n {2}- ap/);
});

test('JSON has an entry for each region, and a page one row for all', () => {
  const plan = planOf(fleet('m5', '"4"'), fleet('m5, m6i', '"8"'));
  const json = planJson(plan);
  assert.equal(
    json.entries.map(({ clusters, instances }) => [...clusters, instances?.region]),
    [
      ['dev-eu', 'eu-central-1'],
      ['prod-ap', 'ap-southeast-2'],
      ['prod-eu', 'eu-central-1'],
      ['prod-us', 'us-east-1'],
    ],
  );
  const environments = ['dev', 'prod'].map((name) => ({
    name,
    clusters: Object.keys(REGIONS).filter((cluster) => cluster.startsWith(name)),
    pools: ['general'],
  }));
  const rows = matrixRows({ name: 'web', pools: ['general'], environments }, json);
  assert.equal(
    rows.map(({ environments: names, cells }) => [names, cells.map((cell) => cell.entries.length)]),
    [[['dev', 'prod'], [1]]],
  );
  assert.is(rows[0]?.cells[0]?.entries[0]?.instances.length, 4);
});

test.run();
