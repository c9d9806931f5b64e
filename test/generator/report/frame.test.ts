import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Diagnostic } from '../../../generator/diagnostics/diagnostic.ts';
import { createColors } from '../../../generator/report/colors.ts';
import { displayWidth } from '../../../generator/report/display-width.ts';
import { codeFrame } from '../../../generator/report/frame.ts';
import { printable } from '../../../generator/report/printable.ts';
import { countText, reportText } from '../../../generator/report/text.ts';

const test = suite('text for people');

const plain = createColors(false);

/** The frame of a text whose marked part is between « and ». */
function frameOf(marked: string, endLine?: number): string[] {
  const text = marked.replace(/[«»]/g, '');
  const start = marked.indexOf('«');
  const before = marked.slice(0, start).split('\n');
  const line = before.length;
  const column = (before.at(-1)?.length ?? 0) + 1;
  const length = marked.slice(start + 1, marked.indexOf('»')).length;
  const at = { file: 'f', line, column, endLine: endLine ?? line, endColumn: column + length };
  return codeFrame(at, text.split('\n'), plain);
}

test('marks the range below its line', () => {
  assert.equal(frameOf('a\nkey: «value» # x\n'), ['  |', '2 | key: value # x', '  |      ^^^^^']);
});

test('a point is one mark, also behind the end of the line and in an empty file', () => {
  assert.equal(frameOf('ab«»'), ['  |', '1 | ab', '  |   ^']);
  assert.equal(codeFrame({ file: 'f', line: 1, column: 40 }, ['ab'], plain), ['  |', '1 | ab', '  |   ^']);
  assert.equal(frameOf('«»'), ['  |', '1 | ', '  | ^']);
});

test('a tab is one column, a carriage return none', () => {
  assert.equal(frameOf('\t\tkey: «value»\r\n'), ['  |', '1 |   key: value', '  |        ^^^^^']);
});

test('a range over several lines is marked to the end of its first', () => {
  assert.equal(frameOf('key: «|\n  text»', 2), ['  |', '1 | key: |', '  |      ^']);
});

test('of a long line the part around the range is shown', () => {
  for (const [before, after] of [
    [0, 1000],
    [500, 500],
    [1000, 0],
    [79, 79],
  ] as const) {
    const [, line = '', marker = ''] = frameOf(`${'x'.repeat(before)}«HERE»${'y'.repeat(after)}`);
    assert.ok(line.length <= 164, `${line.length}`);
    assert.is(line.slice(marker.indexOf('^'), marker.lastIndexOf('^') + 1), 'HERE');
  }
});

test('a frame takes no more columns than its screen has, and twenty at least', () => {
  const line = `${'x'.repeat(300)}HERE${'y'.repeat(300)}`;
  const at = { file: 'f', line: 1, column: 301, endLine: 1, endColumn: 305 };
  for (const columns of [30, 79, 80, 400, 10_000]) {
    const frame = codeFrame(at, [line], plain, columns);
    assert.is(Math.max(...frame.map(({ length }) => length)), Math.min(columns, line.length + 4));
    const [, text = '', marker = ''] = frame;
    assert.is(text.slice(marker.indexOf('^'), marker.lastIndexOf('^') + 1), 'HERE');
  }
  assert.is(codeFrame(at, [line], plain, 3)[1]?.length, 24);
});

test('a range wider than the screen is marked as far as it is seen', () => {
  const [, line = '', marker = ''] = frameOf(`key: «${'x'.repeat(1000)}»`);
  assert.is(marker.length, line.length);
});

test('the mark is below its range by what a terminal draws', () => {
  for (const [marked, before, length] of [
    ['名前: «x»', 6, 1],
    ['key: «日本» # x', 5, 4],
    ['한국어 ｱﾞ: «ﾊﾞ»', 11, 2],
    ['e\u0301a: «e\u0301e»', 4, 2],
    ['🇩🇪 👩‍💻 ❤️ 👍🏽: «🎉»', 13, 2],
    ['a\u200bb: «c»', 5, 1],
    ['a«\u0301»', 1, 1],
    ['naïve — “x” é: «ü»', 15, 1],
    ['\t日\t: «x»', 6, 1],
  ] as const)
    assert.is(frameOf(marked)[2], `  | ${' '.repeat(before)}${'^'.repeat(length)}`, marked);
});

test('a long line of wide characters takes no more columns than the screen has', () => {
  for (const columns of [30, 31, 80, 160])
    for (const [before, after] of [
      [0, 300],
      [300, 300],
      [300, 0],
    ] as const) {
      const line = `${'日'.repeat(before)}HERE${'e\u0301🎉'.repeat(after)}`;
      const at = { file: 'f', line: 1, column: before + 1, endLine: 1, endColumn: before + 5 };
      const [, text = '', marker = ''] = codeFrame(at, [line], plain, columns);
      const shown = text.slice('1 | '.length);
      const start = displayWidth(shown.slice(0, shown.indexOf('HERE')));
      assert.is(marker, `  | ${' '.repeat(start)}^^^^`, `${columns} ${before}`);
      const width = displayWidth(shown);
      assert.ok(width <= columns - 4 && width > columns - 7, `${width} of ${columns}`);
      assert.not.match(shown, /[\ud800-\udfff]/u, 'no character is cut in two');
    }
});

test('an unknown file or line has no frame', () => {
  assert.equal(codeFrame({ file: 'f', line: 3, column: 1 }, undefined, plain), []);
  assert.equal(codeFrame({ file: 'f', line: 3, column: 1 }, ['a'], plain), []);
});

test('control characters are shown and not sent, one for one', () => {
  assert.is(printable('a\tb\u001b[31m\u0085\u0000'), 'a b\ufffd[31m\ufffd\ufffd');
});

const DIAGNOSTIC: Diagnostic = {
  code: 'crd-rule',
  severity: 'error',
  message: 'it is wrong',
  help: 'Make it right',
  at: { file: 'fleet.yaml', line: 2, column: 3, endLine: 2, endColumn: 4 },
  related: [{ message: 'because of this', at: { file: 'other.yaml', line: 7, column: 1 } }],
  environment: 'prod',
  clusters: ['a', 'b', 'c', 'd', 'e'],
  object: 'NodePool/x',
  field: 'spec.weight',
};

test('a diagnostic is reported with place, frame, scope, help and what it refers to', () => {
  assert.is(
    reportText([DIAGNOSTIC], { color: false, textOf: () => 'a\n  b\n' }),
    `error[crd-rule]: it is wrong
  --> fleet.yaml:2:3
    |
  2 |   b
    |   ^
  in   NodePool/x spec.weight, environment prod, clusters a, b, c and 2 more
  help: Make it right
  see  other.yaml:7:1: because of this
`,
  );
});

test('each file is read once', () => {
  let reads = 0;
  const options = {
    color: false,
    textOf: () => {
      reads++;
      return 'a\nb\n';
    },
  };
  reportText(
    Array.from({ length: 1000 }, (_, i) => ({ ...DIAGNOSTIC, message: `fault ${i}` })),
    options,
  );
  assert.is(reads, 1);
});

test('counts', () => {
  const warning: Diagnostic = { ...DIAGNOSTIC, severity: 'warning' };
  assert.is(countText([]), '');
  assert.is(countText([DIAGNOSTIC]), '1 error');
  const other = { ...warning, message: 'another' };
  assert.is(countText([warning, DIAGNOSTIC, other]), '1 error, 2 warnings');
});

test.run();
