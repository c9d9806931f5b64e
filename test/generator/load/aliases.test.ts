import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Alias } from 'yaml';
import { parseSource } from '../../../generator/load/document.ts';

const test = suite('aliases');

/** Runs a function and counts the library's searches for an anchor, each of which takes as long as the document has aliases. */
function searches(run: () => void): number {
  const { resolve } = Alias.prototype;
  let count = 0;
  Alias.prototype.resolve = function (...parameters) {
    count++;
    return resolve.apply(this, parameters);
  };
  try {
    run();
  } finally {
    Alias.prototype.resolve = resolve;
  }
  return count;
}

test('40,000 aliases are read in one walk, and share one value', () => {
  const text = `a: &a { b: 1 }\nlist:\n${'  - *a\n'.repeat(40_000)}`;
  let value: unknown;
  const count = searches(() => {
    value = parseSource('fleet.yaml', text).document.value;
  });
  assert.is(count, 0);
  const { a, list } = value as { a: object; list: object[] };
  assert.is(list.length, 40_000);
  assert.ok(list.every((item) => item === a));
});

test('merge keys: own keys win, the first of a list wins, a quoted << is a key', () => {
  const text =
    'x: &x { a: 1, b: 2 }\ny: { b: 3, <<: [*x, { a: 9, c: 4 }] }\nz: { <<: *x, a: 5 }\nq: { "<<": 1 }\n';
  const { document, diagnostics } = parseSource('fleet.yaml', text);
  assert.equal(diagnostics, []);
  assert.equal(document.value, {
    x: { a: 1, b: 2 },
    y: { a: 1, b: 3, c: 4 },
    z: { a: 5, b: 2 },
    q: { '<<': 1 },
  });
  assert.is(document.depth(['y', 'c']), 2);
  assert.is(document.locate(['y', 'a']).line, 1);
  assert.is(document.locate(['z', 'a']).line, 3);
});

test('merge keys that copy without end are refused', () => {
  const wide = Array.from({ length: 2000 }, (_, i) => `k${i}: 1`).join(', ');
  const many = Array.from({ length: 2000 }, (_, i) => `m${i}: { <<: *wide }`).join('\n');
  const chain = Array.from(
    { length: 5000 },
    (_, i) => `c${i}: &c${i} { <<: *${i === 0 ? 'wide' : `c${i - 1}`} }`,
  );
  for (const [tail, code] of [
    [many, 'yaml-alias-limit'],
    [chain.join('\n'), 'wrong-type'],
    ['loop: &loop { <<: *loop }', 'wrong-type'],
  ] as const) {
    const { document, diagnostics } = parseSource('fleet.yaml', `wide: &wide { ${wide} }\n${tail}\n`);
    assert.equal(
      diagnostics.map((found) => found.code),
      [code],
    );
    assert.is(document.value, undefined);
  }
});

test.run();
