import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Cause, Effect } from '../../../../generator/plan/change.ts';
import {
  filterRow,
  type MatrixFilter,
  matrixPools,
  matrixRows,
} from '../../../../generator/report/html/matrix-rows.ts';
import type { FleetModel } from '../../../../generator/report/html/model.ts';
import type { PlanJson } from '../../../../generator/report/plan/json.ts';

const test = suite('rows of the matrix');

type Entry = PlanJson['entries'][number];

const FLEET: FleetModel = {
  name: 'web',
  pools: ['general', 'gpu'],
  environments: [
    { name: 'dev', clusters: ['dev-1', 'dev-2'], pools: ['general'] },
    { name: 'test', clusters: ['test-1'], pools: ['general'] },
    { name: 'prod', clusters: ['prod-1', 'prod-2'], pools: ['general', 'gpu'] },
  ],
};

function entry(environment: string, clusters: string[], pool: string, effect: Effect, after = 'x'): Entry {
  const cause: Cause = { effect, object: `NodePool/${pool}`, field: 'spec', after };
  return { environment, clusters, change: { pool, effect, causes: [cause], others: [] } };
}

function plan(...entries: Entry[]): PlanJson {
  return {
    formatVersion: 1,
    summary: '',
    base: 'HEAD',
    clusters: 5,
    outOfSync: [],
    emptied: [],
    renames: [],
    delivery: [],
    upgrade: [],
    entries,
  };
}

test('environments whose pools change alike are one row, and the worst come first', () => {
  const rows = matrixRows(
    FLEET,
    plan(
      entry('dev', ['dev-1', 'dev-2'], 'general', 'new-nodes'),
      entry('test', ['test-1'], 'general', 'new-nodes'),
      entry('prod', ['prod-1', 'prod-2'], 'gpu', 'all'),
    ),
  );
  assert.equal(
    rows.map(({ environments, clusters, cells }) => [
      environments,
      clusters,
      cells.map(({ effect }) => effect),
    ]),
    [
      [['prod'], ['prod-1', 'prod-2'], ['unchanged', 'all']],
      [
        ['dev', 'test'],
        ['dev-1', 'dev-2', 'test-1'],
        ['new-nodes', 'absent'],
      ],
    ],
  );
  const [, { cells: [cell] = [] } = {}] = rows;
  assert.is(cell?.clusters, 3);
  assert.equal(
    cell?.entries.map(({ clusters }) => clusters),
    [['dev-1', 'dev-2', 'test-1']],
  );
});

test('a cell has the worst effect of its clusters, and counts those that change', () => {
  const [row] = matrixRows(
    FLEET,
    plan(entry('prod', ['prod-1'], 'general', 'new-nodes'), entry('prod', ['prod-2'], 'general', 'stalls')),
  );
  const [general] = row?.cells ?? [];
  assert.is(general?.effect, 'stalls');
  assert.is(general?.clusters, 2);
  assert.equal(
    general?.entries.map(({ change }) => change.effect),
    ['stalls', 'new-nodes'],
  );
});

test('environments stay apart where a field differs, or where not all clusters change', () => {
  const rows = (one: Entry, other: Entry): number => matrixRows(FLEET, plan(one, other)).length;
  const dev = entry('dev', ['dev-1', 'dev-2'], 'general', 'all');
  assert.is(rows(dev, entry('test', ['test-1'], 'general', 'all')), 2);
  assert.is(rows(dev, entry('test', ['test-1'], 'general', 'all', 'y')), 3);
  assert.is(rows({ ...dev, clusters: ['dev-1'] }, entry('test', ['test-1'], 'general', 'all')), 3);
});

test('a search finds rows by environment, cluster and pool, in any case, and leaves out other pools', () => {
  const rows = matrixRows(
    FLEET,
    plan(entry('dev', ['dev-1'], 'general', 'all'), entry('prod', ['prod-1'], 'gpu', 'new-nodes')),
  );
  const found = (filter: Partial<MatrixFilter>): [environments: string[], pools: string[]][] =>
    rows.flatMap((row) => {
      const shown = filterRow(row, { place: '', pool: '', isChangedOnly: false, ...filter });
      return shown ? [[shown.environments, shown.cells.map(({ pool }) => pool)]] : [];
    });
  const both = ['general', 'gpu'];
  assert.equal(found({}), [
    [['dev'], both],
    [['prod'], both],
    [['test'], both],
  ]);
  assert.equal(found({ place: ' PROD-2' }), [[['prod'], both]]);
  assert.equal(found({ pool: 'Gpu' }), [[['prod'], ['gpu']]], 'dev and test do not have the pool');
  assert.equal(found({ pool: 'general', isChangedOnly: true }), [[['dev'], ['general']]]);
  assert.equal(found({ pool: 'g', place: 'test' }), [[['test'], both]]);
  assert.equal(found({ pool: 'gpu', place: 'dev' }), []);
});

test('pools and environments that leave the fleet are there, too', () => {
  const gone = plan(entry('old', ['old-1'], 'legacy', 'deleted'));
  assert.equal(matrixPools(FLEET, gone), ['general', 'gpu', 'legacy']);
  const numbered = { ...FLEET, pools: ['pool-2', 'pool-10'] };
  assert.equal(matrixPools(numbered, plan(entry('dev', ['dev-1'], 'pool-9', 'deleted'))), [
    'pool-2',
    'pool-9',
    'pool-10',
  ]);
  const [row] = matrixRows(FLEET, gone);
  assert.equal(row?.environments, ['old']);
  assert.equal(row?.clusters, ['old-1']);
  assert.equal(
    row?.cells.map(({ effect }) => effect),
    ['absent', 'absent', 'deleted'],
  );
});

test.run();
