import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { change } from '../support/fleets.ts';
import { createSandbox, withSandbox } from '../support/sandbox.ts';
import { fleetOf } from './support.ts';

const test = suite('hostile YAML');

/** Seconds after which a command counts as hanging; how fast files are read is measured by `npm run bench -- aliases`. */
const BOUND = 60;

/** What a command must not do, whatever the file: take long, print a trace, or change the disk. */
function expectAnswer(
  files: Record<string, string>,
  args: readonly string[],
): { status: number | null; stderr: string } {
  const sandbox = createSandbox(files);
  try {
    const begin = performance.now();
    const { status, stdout, stderr } = sandbox.poolwright(...args);
    assert.ok(performance.now() - begin < BOUND * 1000, `${args.join(' ')} takes more than ${BOUND} s`);
    assert.ok([0, 1, 2, 3].includes(status ?? -1), `exit ${status}\n${stderr.slice(0, 2000)}`);
    assert.not.match(stdout + stderr, /\n\s+at .*:\d+:\d+\)?\n/, 'a stack trace');
    assert.not.match(stdout + stderr, 'this is a bug');
    return { status, stderr };
  } finally {
    sandbox.remove();
  }
}

const aliases = (count: number): string => `${fleetOf(100)}x: &a [1]\ny:\n${'  - *a\n'.repeat(count)}`;

test('tens of thousands of aliases are read', () => {
  expectAnswer({ 'fleet.yaml': aliases(40_000) }, ['generate']);
  expectAnswer({ 'pools/a.yaml': aliases(40_000) }, ['validate', 'pools']);
});

test('tens of thousands of anchors, nested aliases, deep nesting, wide mappings and long lines are answered', () => {
  const texts = [
    Array.from({ length: 20_000 }, (_, i) => `k${i}: &a${i} { v: ${i} }`).join('\n'),
    `a: &a [x, x, x, x, x, x, x, x, x]\n${'bcdefghijk'
      .split('')
      .map(
        (key, i, keys) =>
          `${key}: &${key} [${Array(9)
            .fill(`*${i === 0 ? 'a' : keys[i - 1]}`)
            .join(', ')}]`,
      )
      .join('\n')}`,
    `${'['.repeat(20_000)}`,
    `${'a: {'.repeat(5_000)}`,
    `${Array.from({ length: 5_000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')}`,
    `k: "${'\\u0041'.repeat(100_000)}"`,
    `k: |\n${'  x\n'.repeat(100_000)}`,
    Array.from({ length: 50_000 }, (_, i) => `k${i}: v`).join('\n'),
    `? [a, b]\n: c\n? {x: y}\n: z`,
    '--- a\n'.repeat(20_000),
    '%YAML 1.2\n%TAG ! tag:x,2000:\n---\n!foo &x !bar y: *x',
    'a: &x { b: *x }',
    '\0\u0001\u0002',
    '\uFEFF\uFEFFkind: Fleet',
  ];
  for (const text of texts) {
    expectAnswer({ 'fleet.yaml': text }, ['generate']);
    expectAnswer({ 'fleet.yaml': `${fleetOf(100)}${text}` }, ['generate']);
    expectAnswer({ 'pools/a.yaml': text }, ['validate', 'pools']);
    expectAnswer({ 'pools/kustomization.yaml': `resources: [a.yaml]\n${text}`, 'pools/a.yaml': text }, [
      'validate',
      'pools',
    ]);
  }
});

test('a pattern that explodes in other engines takes no time', () => {
  const patterned = (pattern: string): string =>
    change(fleetOf(100), 'description: Name of the EKS cluster', `description: x, pattern: '${pattern}'`);
  const fleet = change(patterned('(a+)+$'), 'CLUSTER: c-0 ', `CLUSTER: ${'a'.repeat(5_000)}b `);
  const { status, stderr } = expectAnswer({ 'fleet.yaml': fleet }, ['generate']);
  assert.is(status, 1);
  assert.match(stderr, 'variable-pattern');
  expectAnswer({ 'fleet.yaml': patterned('(a?){1000}'.repeat(20)) }, ['generate']);
});

test('a file that is not UTF-8 is refused by name', () =>
  withSandbox({}, (sandbox) => {
    for (const encoding of ['utf16le', 'latin1'] as const) {
      writeFileSync(join(sandbox.root, 'fleet.yaml'), Buffer.from(`# é\n${fleetOf(100)}`, encoding));
      const { status, stderr } = sandbox.poolwright('generate');
      assert.is(status, 2, stderr);
      assert.match(stderr, 'fleet.yaml');
    }
  }));

test.run();
