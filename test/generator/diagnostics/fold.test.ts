import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Diagnostic } from '../../../generator/diagnostics/diagnostic.ts';
import { foldConsequences } from '../../../generator/diagnostics/fold.ts';
import { withPrefix } from '../../../generator/git/prefix.ts';

const test = suite('fold');

const wrong = (own: Partial<Diagnostic>): Diagnostic => ({
  code: 'crd-schema',
  severity: 'error',
  message: 'wrong',
  at: { file: 'fleet.yaml', line: 3, column: 1 },
  ...own,
});

test('what is the same of several objects is one finding, with all that shows it', () => {
  const all = [
    wrong({ environment: 'dev', clusters: ['a'], object: 'NodePool/x', field: 'spec' }),
    wrong({ environment: 'dev', clusters: ['b', 'a'], object: 'NodePool/y', field: 'spec' }),
  ];
  assert.equal(foldConsequences(all), [
    { ...wrong({ environment: 'dev', clusters: ['a', 'b'], field: 'spec' }), consequences: all },
  ]);
  assert.is(foldConsequences([...all, wrong({ message: 'another' })]).length, 2);
  assert.is(foldConsequences([...all, wrong({ at: { file: 'fleet.yaml', line: 4, column: 1 } })]).length, 2);
});

test('one finding of several has the impact of the one that hurts first, and its place in the order', () => {
  const of = (cause: string, impact?: Diagnostic['impact']): Diagnostic =>
    wrong({ message: cause, cause: { key: cause }, ...(impact && { impact }) });
  const folded = foldConsequences([
    of('a'),
    of('a', 'cost'),
    of('b', 'upkeep'),
    of('b', 'outage'),
    of('c', 'scheduling'),
  ]);
  assert.equal(
    folded.map(({ message, impact }) => [message, impact]),
    [
      ['b', 'outage'],
      ['c', 'scheduling'],
      ['a', 'cost'],
    ],
  );
});

test('findings without a place are the same only in one field of one object', () => {
  const { at: _, ...placeless } = wrong({});
  const all = ['dev', 'prod'].map((environment) => ({ ...placeless, environment, object: 'NodePool/x' }));
  assert.is(foldConsequences(all).length, 1);
  assert.is(foldConsequences([...all, { ...placeless, object: 'NodePool/y' }]).length, 2);
});

test('a cause stands for what follows from it, with its own place and the worst severity', () => {
  const finding = {
    code: 'tree-stale',
    severity: 'warning',
    message: 'old',
    at: { file: 'a', line: 1, column: 1 },
  } as const;
  const cause = { key: 'old', finding };
  const all = [wrong({ severity: 'warning', cause }), wrong({ message: 'other', cause })];
  const [only, ...others] = foldConsequences(all);
  assert.is(others.length, 0);
  assert.equal([only?.code, only?.message, only?.severity], ['tree-stale', 'old', 'error']);
  assert.equal(
    only?.consequences,
    all.map(({ cause: _, ...own }) => own),
  );
  assert.equal(
    foldConsequences(all.slice(1)),
    [wrong({ message: 'other' })],
    'one consequence speaks for itself',
  );
});

test('a cause without a text of its own has that of the first, and the related places of all', () => {
  const use = (line: number) => ({ message: 'uses it', at: { file: 'fleet.yaml', line, column: 1 } });
  const cause = { key: 'value' };
  const [only] = foldConsequences([
    wrong({ cause, related: [use(8)] }),
    wrong({ cause, message: 'wrong there, too', related: [use(8)] }),
    wrong({ cause, related: [use(9)] }),
  ]);
  assert.is(only?.message, 'wrong');
  assert.equal(only?.related, [use(8), use(9)]);
});

test('errors come first, each severity by place', () => {
  const at = (line: number) => ({ file: 'fleet.yaml', line, column: 1 });
  const all = [wrong({ severity: 'warning', at: at(1) }), wrong({ at: at(9) }), wrong({ at: at(2) })];
  assert.equal(
    foldConsequences(all).map(({ at: place }) => place?.line),
    [2, 9, 1],
  );
});

test('two fleets of a repository have causes of their own', () => {
  const cause = { key: 'tree', finding: wrong({ message: 'old' }) };
  const all = [wrong({ cause }), wrong({ message: 'b', cause })];
  const folded = foldConsequences([...withPrefix(all, 'one/'), ...withPrefix(all, 'two/')]);
  assert.equal(
    folded.map(({ at, consequences }) => [at?.file, consequences?.length]),
    [
      ['one/fleet.yaml', 2],
      ['two/fleet.yaml', 2],
    ],
  );
});

test('nothing is lost and nothing is added, whatever is folded', () => {
  const diagnostics = fc.array(
    fc.record({
      severity: fc.constantFrom('error' as const, 'warning' as const),
      message: fc.constantFrom('a', 'b'),
      line: fc.integer({ min: 1, max: 3 }),
      environment: fc.option(fc.constantFrom('dev', 'prod'), { nil: undefined }),
      key: fc.option(fc.constantFrom('x', 'y'), { nil: undefined }),
    }),
  );
  fc.assert(
    fc.property(diagnostics, (list) => {
      const all = list.map(({ severity, message, line, environment, key }) =>
        wrong({
          severity,
          message,
          at: { file: 'fleet.yaml', line, column: 1 },
          ...(environment && { environment }),
          ...(key && { cause: { key } }),
        }),
      );
      const folded = foldConsequences(all);
      const texts = (some: readonly Diagnostic[]): string[] =>
        some.map(({ cause: _, ...own }) => JSON.stringify(own)).sort();
      assert.equal(texts(folded.flatMap(({ consequences, ...own }) => consequences ?? [own])), texts(all));
      assert.equal(
        folded.some(({ severity }) => severity === 'error'),
        all.some(({ severity }) => severity === 'error'),
      );
    }),
  );
});

test.run();
