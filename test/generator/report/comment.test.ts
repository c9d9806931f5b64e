import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { commentText, hasNothing } from '../../../generator/report/comment.ts';

const test = suite('the comment of a request');

const NOTHING = '### Plan: no pool changes\n\n<!-- poolwright: nothing to report -->\n';

test('reports have the marker before them, and the footer behind', () => {
  assert.is(
    commentText('eu', ['### a\n', '### b\n\nc\n'], 'footer', 65_536),
    '<!-- poolwright comment: eu -->\n\n### a\n\n### b\n\nc\n\nfooter\n',
  );
});

test('nothing is to report where each report says so', () => {
  assert.ok(hasNothing([NOTHING, NOTHING]));
  assert.not.ok(hasNothing([NOTHING, '### poolwright gate: 1 error\n']));
  assert.not.ok(hasNothing([`${NOTHING}\n### poolwright plan: 1 warning\n`]));
});

/** A report of so many rows, with a folded list of so many lines behind them. */
function report(rows: number, folded: number): string {
  const table = Array.from({ length: rows }, (_, i) => `| row ${i} | ${'x'.repeat(i % 50)} |\n`).join('');
  const list = Array.from({ length: folded }, (_, i) => `- line ${i}\n`).join('');
  return `### Report\n\n| a | b |\n|---|---|\n${table}\n<details><summary>s</summary>\n\n${list}\n</details>\n`;
}

test('whole lines of the longest reports are left out and counted, and folded lists are closed', () => {
  const short =
    '### Short\n\n| short | row |\n\n<details><summary>more</summary>\n\n- short line\n\n</details>\n';
  for (const longest of [3_000, 10_000, 65_536, 100_000])
    for (const long of [report(5_000, 10), report(10, 9_000), report(500, 2_000)]) {
      const text = commentText('id', [long, short], 'footer', longest);
      assert.ok(text.length <= longest, `${text.length} of ${longest}`);
      assert.ok(text.includes(short.trimEnd()), 'the short one is whole');
      assert.ok(text.endsWith('\n\nfooter\n'));
      assert.is(text.split('<details>').length, text.split('</details>').length);
      if (long.length + short.length + 200 < longest) continue;
      const [, left = ''] = /\n\n([\d,]+) more lines did not fit into a comment\.\n\n/.exec(text) ?? [];
      const kept = new Set(text.split('\n'));
      const lost = long.split('\n').filter((line) => line !== '' && line !== '</details>' && !kept.has(line));
      assert.is(Number(left.replaceAll(',', '')), lost.length);
      for (const line of text.split('\n')) if (line.startsWith('| row')) assert.match(line, / \|$/);
    }
});

test('two long reports share the room', () => {
  const text = commentText('id', [report(3_000, 0), report(3_000, 0)], 'footer', 65_536);
  assert.ok(text.length > 60_000 && text.length <= 65_536, `${text.length}`);
  const [first = '', second = ''] = text.split('more lines did not fit');
  assert.ok(Math.abs(first.length - second.length) < 2_000);
});

test.run();
