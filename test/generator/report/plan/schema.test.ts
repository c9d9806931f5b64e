import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { openCrds } from '../../../../generator/crds/karpenter.ts';
import { cataloguePrices } from '../../../../generator/instances/cost/price-file.ts';
import { EFFECTS } from '../../../../generator/plan/change.ts';
import { makePlan } from '../../../../generator/plan/plan.ts';
import { upgradesOf } from '../../../../generator/plan/upgrade/upgrade.ts';
import { type PlanJson, planJson } from '../../../../generator/report/plan/json.ts';
import { change, DELIVERED, FLEET, withRequirement } from '../../../support/fleets.ts';
import { PROJECT } from '../../../support/run.ts';
import { NOON, revisionOf } from '../../plan/helper.ts';
import { stateOf } from '../../plan/nodes/cluster-state.ts';

const test = suite('schemas/plan.schema.json');

const schema = JSON.parse(readFileSync(`${PROJECT}/schemas/plan.schema.json`, 'utf8'));
const validate = new Ajv2020({
  allErrors: true,
  strict: true,
  strictRequired: false,
  strictTypes: false,
}).compile(schema);

function errors(plan: unknown): unknown[] {
  validate(JSON.parse(JSON.stringify(plan)));
  return validate.errors ?? [];
}

function jsonOf(before: string, after: string, zones: readonly string[] = []): PlanJson {
  const revisions = { before: revisionOf(before), after: revisionOf(after), crds: openCrds() };
  const state = zones.length > 0 ? stateOf(before, 'dev-1', zones) : undefined;
  const plan = makePlan({
    ...revisions,
    at: NOON,
    priceOf: cataloguePrices,
    stateOf: (cluster) => (cluster === 'dev-1' ? state : undefined),
  });
  return planJson(plan, upgradesOf(revisions));
}

const ZONES = '{ key: topology.kubernetes.io/zone, operator: In, values: [eu-west-1a, eu-west-1b] }';
const ZONED = withRequirement(DELIVERED, ZONES);
const TAINT = (fleet: string): string =>
  change(
    fleet,
    '          spec:\n',
    '          spec:\n            terminationGracePeriod: 1h\n            taints: [{ key: a, effect: NoSchedule }]\n',
  );
const BUDGET = (budgets: string, fleet = FLEET): string =>
  change(fleet, '        limits: {', `        disruption: { budgets: [${budgets}] }\n        limits: {`);
const withClass = (text: string, fleet = FLEET): string =>
  change(fleet, '      nodeClass:\n', `      nodeClass:\n        ${text}\n`);
const on = (karpenter: string, fleet = FLEET): string =>
  change(fleet, 'karpenter: "1.15"', `karpenter: "${karpenter}"`);
const SELECTED = FLEET.replace(
  'subnetSelectorTerms: [{ tags: { discovery: "$',
  'subnetSelectorTerms: [{ tags: { found: "$',
);
const TWO = change(DELIVERED, '    prod:\n', '    stage:\n      clusters: {}\n    prod:\n');
const MOVED = change(
  change(TWO, '        dev-1: { variables: { CLUSTER: dev-1 } }\n', ''),
  '      clusters: {}',
  '      clusters: { dev-1: { variables: { CLUSTER: dev-1 } } }',
).replace('    dev:\n      clusters:\n', '    dev: {}\n');

/** A plan, and the effects of its entries. */
const SHAPES: [what: string, plan: () => PlanJson, effects: string[]][] = [
  ['an empty plan', () => jsonOf(FLEET, FLEET), []],
  ['a roll', () => jsonOf(FLEET, TAINT(FLEET)), ['all', 'all']],
  ['a roll of some nodes', () => jsonOf(ZONED, change(ZONED, ', eu-west-1b]', ']')), ['some', 'some']],
  ['a roll that is unknown', () => jsonOf(FLEET, SELECTED), ['unknown', 'unknown']],
  [
    'a roll under windows',
    () => {
      const fleet = BUDGET('{ nodes: "0", schedule: "0 8 * * *", duration: 10h }, { nodes: "20%" }');
      return jsonOf(fleet, TAINT(fleet));
    },
    ['all', 'all'],
  ],
  [
    'a roll in steps',
    () => {
      const steps = '[{ matchExpressions: [{ key: ring, operator: NotIn, values: [late] }], maxUpdate: 0 }]';
      const fleet = `${FLEET}  delivery:\n    argocd: { repoURL: https://git.example.com/web.git, rollingSync: { steps: ${steps} } }\n`;
      const plan = jsonOf(fleet, TAINT(fleet));
      for (const { schedule } of plan.entries)
        assert.equal(schedule?.syncDelays, ['step 1: a person syncs it, since maxUpdate is 0']);
      return plan;
    },
    ['all', 'all'],
  ],
  [
    'a roll without a limit',
    () => jsonOf(BUDGET('{ nodes: "100%" }'), TAINT(BUDGET('{ nodes: "100%" }'))),
    ['all', 'all'],
  ],
  ['a stall', () => jsonOf(BUDGET('{ nodes: "0" }'), TAINT(BUDGET('{ nodes: "0" }'))), ['stalls', 'stalls']],
  [
    'new nodes only',
    () => jsonOf(FLEET, change(FLEET, '[on-demand]', '[on-demand, spot]')),
    ['new-nodes', 'new-nodes'],
  ],
  ['nothing for nodes', () => jsonOf(FLEET, change(FLEET, 'cpu: "100"', 'cpu: "200"')), ['none', 'none']],
  [
    'an absorbed change',
    () => jsonOf(on('1.14'), withClass('detailedMonitoring: true')),
    ['absorbed', 'absorbed'],
  ],
  [
    'a pool renamed',
    () => jsonOf(DELIVERED, change(DELIVERED, '    general:\n', '    common:\n')),
    ['deleted', 'new-nodes', 'deleted', 'new-nodes'],
  ],
  [
    'the fleet renamed',
    () => jsonOf(DELIVERED, change(DELIVERED, 'name: web }', 'name: shop }')),
    ['deleted', 'deleted'],
  ],
  ['a cluster moved', () => jsonOf(TWO, MOVED), ['deleted']],
  ['an upgrade', () => jsonOf(on('1.9'), FLEET), []],
  [
    'a downgrade that rejects and ignores',
    () => {
      const fleet = withClass(
        'enclaveOptions: { enabled: true }',
        change(
          FLEET,
          '        limits: {',
          '        disruption: { consolidationPolicy: Balanced, consolidateAfter: 1m }\n        limits: {',
        ),
      );
      return jsonOf(fleet, on('1.13', fleet));
    },
    ['absorbed', 'absorbed'],
  ],
  [
    'running nodes',
    () => jsonOf(ZONED, change(ZONED, ', eu-west-1b]', ']'), ['eu-west-1a', 'eu-west-1b']),
    ['some', 'some'],
  ],
];

for (const [what, plan, effects] of SHAPES)
  test(`describes ${what}`, () => {
    const json = plan();
    assert.equal(errors(json), []);
    assert.equal(
      json.entries.map(({ change: { effect } }) => effect),
      effects,
    );
  });

test('has every effect', () => {
  assert.equal(schema.$defs.Effect.enum, [...EFFECTS]);
});

test('describes every field', () => {
  const bare = Object.entries<Record<string, unknown>>(schema.properties).filter(
    ([, { description }]) => description === undefined,
  );
  assert.equal(bare, []);
});

test('rejects what no plan has', () => {
  const good = jsonOf(on('1.9', FLEET), TAINT(FLEET));
  const [entry] = good.entries;
  assert.ok(entry?.schedule && good.upgrade[0]);
  assert.equal(errors(good), []);
  const wrong: [what: string, plan: unknown][] = [
    ['another version', { ...good, formatVersion: 2 }],
    ['an unknown field', { ...good, extra: 1 }],
    ['no upgrade', { ...good, upgrade: undefined }],
    ['a negative count', { ...good, clusters: -1 }],
    ['an entry without clusters', { ...good, entries: [{ ...entry, clusters: [] }] }],
    ['an unknown effect', { ...good, entries: [{ ...entry, change: { ...entry.change, effect: 'most' } }] }],
    [
      'a stall without a reason',
      { ...good, entries: [{ ...entry, change: { ...entry.change, effect: 'stalls' } }] },
    ],
    ['a roll with a stall', { ...good, entries: [{ ...entry, change: { ...entry.change, stall: 'no' } }] }],
    [
      'two names',
      { ...good, entries: [{ ...entry, change: { ...entry.change, renamed: { from: 'a', to: 'b' } } }] },
    ],
    [
      'a time as a number',
      { ...good, entries: [{ ...entry, schedule: { ...entry.schedule, shortestEnd: NOON } }] },
    ],
    ['infinity', { ...good, entries: [{ ...entry, schedule: { ...entry.schedule, allowedNow: null } }] }],
    ['an unknown fate', { ...good, entries: [{ ...entry, nodes: [{ name: 'a', fate: 'gone' }] }] }],
    ['an upgrade of nothing', { ...good, upgrade: [{ ...good.upgrade[0], karpenter: undefined }] }],
  ];
  for (const [what, plan] of wrong) assert.ok(errors(plan).length > 0, what);
});

test.run();
