import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { badgesOf } from '../../../../generator/report/html/badges.ts';
import type { ReportModel } from '../../../../generator/report/html/model.ts';
import { nextSteps } from '../../../../generator/report/html/next-steps.ts';
import type { PlanJson } from '../../../../generator/report/plan/json.ts';

const test = suite('summary of a page');

type Entry = PlanJson['entries'][number];

function model(entries: Entry[], more: Partial<PlanJson> = {}): ReportModel {
  return {
    formatVersion: 1,
    poolwright: '0.1.0',
    command: 'report',
    ok: true,
    isValidated: true,
    diagnostics: [],
    frames: {},
    timeZone: 'Europe/Berlin',
    plan: {
      formatVersion: 1,
      summary: '',
      base: 'HEAD',
      clusters: 3,
      outOfSync: [],
      emptied: [],
      renames: [],
      delivery: [],
      upgrade: [],
      entries,
      ...more,
    },
  };
}

function entry(effect: Entry['change']['effect'], more: Partial<Entry> = {}): Entry {
  const change = { pool: 'general', effect, causes: [], others: [] };
  return { environment: 'prod', clusters: ['a', 'b'], change, ...more };
}

function ceiling(before: number, after: number | 'unlimited'): Pick<Entry, 'instances'> {
  const amount = (dearest: number) => ({ cheapest: dearest, dearest, isExact: true });
  return {
    instances: {
      region: 'us-east-1',
      gained: [],
      remaining: 0,
      lost: [],
      ceiling: {
        before: amount(before),
        after: typeof after === 'number' ? amount(after) : after,
        spot: 'never',
        prices: [],
      },
    },
  };
}

function texts(given: ReportModel): string[] {
  return badgesOf(given).map(({ text }) => text);
}

test('badges count pools and clusters by effect', () => {
  const other = entry('deleted', {
    clusters: ['c'],
    change: { pool: 'old', effect: 'deleted', causes: [], others: [] },
  });
  assert.equal(texts(model([entry('all'), entry('some', { clusters: ['c'] }), other])), [
    'valid: every cluster would accept what it gets',
    '1 pool deleted in 1 cluster',
    '1 pool with nodes replaced in 3 clusters',
  ]);
  assert.ok(texts(model([entry('new-nodes')])).includes('no running node is touched'));
});

test('the cost badge adds up all clusters, and says where the change is not known', () => {
  assert.ok(texts(model([entry('all', ceiling(1, 3))])).includes('cost ceiling up $4.00/h ($2,920 a month)'));
  assert.ok(
    texts(model([entry('all', ceiling(3, 1))])).includes('cost ceiling down $4.00/h ($2,920 a month)'),
  );
  assert.ok(
    texts(model([entry('all', ceiling(3, 'unlimited'))])).includes(
      'cost ceiling changes by an unknown amount',
    ),
  );
});

test('findings are counted by severity, and errors make the fleet not valid', () => {
  const found = texts({
    ...model([]),
    ok: false,
    diagnostics: [
      { code: 'tree-stale', severity: 'error', message: 'stale' },
      { code: 'ami-latest', severity: 'warning', message: 'alias' },
    ],
  });
  assert.is(found[0], 'not valid: there are errors');
  assert.equal(found.slice(-2), ['1 error', '1 warning']);
});

test('what is left to do comes in the order in which it is done', () => {
  const schedule = { allowedNow: 0, nextAnything: '2026-11-30T18:00:00.000Z' } as Entry['schedule'];
  const deletion = entry('deleted', {
    change: {
      pool: 'old',
      effect: 'deleted',
      causes: [{ effect: 'deleted', object: 'NodePool/old', field: '', note: 'once a person confirms it' }],
      others: [],
    },
  });
  const given = model([deletion, entry('all', schedule ? { schedule } : {})], {
    emptied: ['c'],
    renames: [],
    delivery: [
      {
        environment: 'prod',
        clusters: ['a'],
        deliverer: 'Kustomization/web',
        steps: [
          { action: 'apply', objects: ['NodePool/general'] },
          { action: 'delete', objects: ['NodePool/old'] },
        ],
        notes: [],
      },
    ],
  });
  const lists = nextSteps({
    ...given,
    diagnostics: [
      { code: 'tree-stale', severity: 'error', message: 'stale', help: 'Run poolwright generate' },
      { code: 'tree-stale', severity: 'error', message: 'another', help: 'Run poolwright generate' },
      { code: 'ami-latest', severity: 'warning', message: 'alias', help: 'Pin it' },
    ],
  });
  assert.equal(
    lists.map(({ title, steps }) => [title, steps.map(({ text }) => text)]),
    [
      ['Fix first', ['Run poolwright generate (tree-stale)']],
      [
        'Decide',
        [
          '1 cluster without any pool afterwards: c',
          'old is deleted with its nodes, once a person confirms it, in 2 clusters: a, b',
        ],
      ],
      [
        'Nodes wait',
        ['general in prod: budgets allow no node to be replaced before Mon 30 Nov 19:00 Europe/Berlin'],
      ],
      [
        'Delivery, order in prod, Kustomization/web: 1 cluster: a',
        ['apply NodePool/general', 'delete NodePool/old'],
      ],
    ],
  );
});

test('why a pool stalls is a sentence', () => {
  const stall = 'Argo CD does not sync this cluster: it is not in any step of rollingSync';
  const change = { pool: 'general', effect: 'stalls' as const, causes: [], others: [], stall };
  assert.equal(nextSteps(model([entry('stalls', { change })])), [
    { title: 'Decide', steps: [{ text: `general stalls: ${stall}, in 2 clusters: a, b` }] },
  ]);
});

test('a plan that changes nothing leaves nothing to do', () => assert.equal(nextSteps(model([])), []));

test.run();
