import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Diagnostic } from '../../../../generator/diagnostics/diagnostic.ts';
import {
  EVERYTHING,
  type FindingFilter,
  filterFindings,
  indexFinding,
} from '../../../../generator/report/html/finding-filter.ts';

const test = suite('filter of findings');

const FINDINGS: Diagnostic[] = [
  {
    code: 'tree-stale',
    severity: 'error',
    message: 'files are out of date',
    consequences: [
      {
        code: 'tree-stale',
        severity: 'error',
        message: 'base/x.yaml differs',
        environment: 'dev',
        clusters: ['dev-1'],
      },
      {
        code: 'tree-stale',
        severity: 'error',
        message: 'base/y.yaml differs',
        environment: 'prod',
        clusters: ['eu-1'],
      },
    ],
  },
  {
    code: 'ami-latest',
    severity: 'warning',
    message: 'An alias',
    object: 'EC2NodeClass/gpu',
    environment: 'prod',
  },
  {
    code: 'nodes-roll',
    severity: 'notice',
    message: 'rolls',
    at: { file: 'fleet.yaml', line: 7, column: 3 },
  },
];

function found(filter: Partial<FindingFilter>): string[] {
  return filterFindings(FINDINGS.map(indexFinding), { ...EVERYTHING, ...filter }).map(
    ({ finding }) => finding.code,
  );
}

test('everything passes the filter at first', () =>
  assert.equal(found({}), ['tree-stale', 'ami-latest', 'nodes-roll']));

test('severities are left out', () =>
  assert.equal(found({ hidden: new Set(['error', 'notice']) }), ['ami-latest']));

test('an environment or cluster keeps what is true of it, and what names none', () => {
  assert.equal(found({ environment: 'dev' }), ['tree-stale', 'nodes-roll']);
  assert.equal(found({ environment: 'prod' }), ['tree-stale', 'ami-latest', 'nodes-roll']);
  assert.equal(found({ cluster: 'eu' }), ['tree-stale', 'ami-latest', 'nodes-roll']);
  assert.equal(found({ cluster: 'us' }), ['ami-latest', 'nodes-roll']);
});

test('each word is looked for in code, message, object, place and what is covered', () => {
  assert.equal(found({ text: 'ALIAS gpu' }), ['ami-latest']);
  assert.equal(found({ text: 'y.yaml' }), ['tree-stale']);
  assert.equal(found({ text: 'fleet.yaml:7' }), ['nodes-roll']);
  assert.equal(found({ text: 'alias rolls' }), []);
});

test.run();
