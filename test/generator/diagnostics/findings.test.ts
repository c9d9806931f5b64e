import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { causedByTree, checkTree, checkWritable } from '../../../generator/check/tree.ts';
import type { Diagnostic } from '../../../generator/diagnostics/diagnostic.ts';
import { createFindings, sorted } from '../../../generator/diagnostics/findings.ts';
import { foldConsequences } from '../../../generator/diagnostics/fold.ts';
import { cpuTime } from '../../support/cpu-time.ts';

const test = suite('findings');

const finding = (
  message: string,
  line = 1,
  severity: Diagnostic['severity'] = 'error',
  file = 'fleet.yaml',
): Diagnostic => ({
  code: 'crd-rule',
  severity,
  message,
  at: { file, line, column: 1 },
});

test('one finding of many clusters is kept once, with their names', () => {
  const findings = createFindings();
  for (const cluster of ['a', 'b', 'a', 'c']) findings.add(finding('same'), cluster);
  findings.add(finding('other'), 'b');
  findings.add(finding('of all'));
  findings.add(finding('of all'));
  assert.equal(
    findings.list().map(({ message, clusters }) => [message, clusters]),
    [
      ['same', ['a', 'b', 'c']],
      ['other', ['b']],
      ['of all', undefined],
    ],
  );
});

test('what differs in place, field or environment is not a duplicate', () => {
  const findings = createFindings();
  findings.add(finding('same'));
  findings.add(finding('same', 2));
  findings.add({ ...finding('same'), field: 'spec' });
  findings.add({ ...finding('same'), environment: 'prod' });
  assert.is(findings.list().length, 4);
});

test('a hundred thousand clusters take no quadratic time', () => {
  const findings = createFindings();
  const start = cpuTime();
  for (let i = 0; i < 100_000; i++) findings.add(finding('same'), `c${i}`);
  assert.is(findings.list()[0]?.clusters?.length, 100_000);
  assert.ok(cpuTime() - start < 2000);
});

test('errors come before warnings, each by place', () => {
  const all = [
    finding('w', 1, 'warning'),
    finding('b', 9),
    finding('a', 2),
    finding('z', 1, 'error', 'a.yaml'),
  ];
  assert.is(
    sorted(all)
      .map(({ message }) => message)
      .join(''),
    'zabw',
  );
});

test('of one severity what hurts first comes first, and what has no impact last', () => {
  const impacts: Diagnostic['impact'][] = [undefined, 'upkeep', 'cost', 'scheduling', 'disruption', 'outage'];
  const all = impacts.map((impact, i) => ({
    ...finding(impact ?? 'none', i + 1),
    ...(impact && { impact }),
  }));
  assert.equal(
    sorted([...all, { ...finding('warning', 1, 'warning'), impact: 'outage' }]).map(({ message }) => message),
    ['outage', 'disruption', 'scheduling', 'cost', 'upkeep', 'none', 'warning'],
  );
});

const NOTHING = { missing: [], changed: [], stale: [], foreign: [] };

test('each way in which the tree differs has its code', () => {
  const found = checkTree({
    missing: ['a'],
    changed: [
      { path: 'b', edited: false },
      { path: 'c', edited: true },
    ],
    stale: [
      { path: 'd', edited: false },
      { path: 'e', edited: true },
    ],
    foreign: [
      { path: 'f', kind: 'link' },
      { path: 'g', kind: 'file' },
    ],
  });
  assert.equal(
    found.map(({ code, at }) => `${code} ${at?.file}`),
    [
      'tree-missing a',
      'tree-stale b',
      'tree-orphan d',
      'tree-edited c',
      'tree-edited e',
      'tree-conflict f',
      'tree-conflict g',
    ],
  );
  assert.equal(checkTree(NOTHING), []);
  assert.equal(
    foldConsequences(found).map(({ code, message, consequences }) => [code, message, consequences?.length]),
    [
      [
        'tree-stale',
        '3 generated files are not what fleet.yaml declares: 1 missing, 1 out of date, 1 no longer declared',
        3,
      ],
      ['tree-edited', '2 generated files were edited by hand', 2],
      ['tree-conflict', 'f is a symbolic link, and a generated file would be written through it', undefined],
      [
        'tree-conflict',
        'g is in the way: it is not generated, and a generated file or folder belongs there',
        undefined,
      ],
    ],
  );
});

test('what only a tree that is out of date shows follows from it', () => {
  const difference = { ...NOTHING, missing: ['a'] };
  const render = finding('builds to something else');
  const [only, ...others] = foldConsequences([
    ...checkTree(difference),
    ...causedByTree(difference, [render]),
  ]);
  assert.is(others.length, 0);
  assert.is(only?.message, 'a is missing');
  assert.equal(only?.at, { file: 'a', line: 1, column: 1 });
  assert.equal(only?.consequences?.at(-1), render);
  assert.equal(causedByTree(NOTHING, [render]), [render], 'without a difference it has no cause there');
});

test('force writes over edits, and over nothing else', () => {
  const difference = {
    ...NOTHING,
    changed: [{ path: 'c', edited: true }],
    foreign: [{ path: 'f', kind: 'file' }],
  };
  const codes = (force: boolean): string[] => checkWritable(difference, force).map(({ code }) => code);
  assert.equal(codes(false), ['tree-edited', 'tree-conflict']);
  assert.equal(codes(true), ['tree-conflict']);
});

test.run();
