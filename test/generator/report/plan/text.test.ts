import { stripVTControlCharacters } from 'node:util';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { planText } from '../../../../generator/report/plan/text.ts';
import { change, DELIVERED } from '../../../support/fleets.ts';
import { planOf } from '../../plan/helper.ts';

const test = suite('a plan as text');

const TAINTED = change(
  DELIVERED,
  '          spec:\n',
  '          spec:\n            taints: [{ key: a, effect: NoSchedule }]\n',
);

test('colors of a terminal change nothing else', () => {
  const afters = [
    TAINTED,
    change(DELIVERED, 'cpu: "100"', 'cpu: "50"'),
    change(DELIVERED, '        prod-1: {', '        shop: {'),
  ];
  for (const after of afters)
    for (const verbose of [false, true]) {
      const plan = planOf(DELIVERED, after);
      const options = { verbose, timeZone: 'UTC' };
      const colored = planText(plan, { ...options, color: true });
      assert.match(colored, '\u001b[1m');
      assert.is(stripVTControlCharacters(colored), planText(plan, { ...options, color: false }));
      assert.not.match(colored, '\ufffd');
    }
});

test('characters of values that turn or hide text do not reach the terminal', () => {
  const [before, after] = ['x', 'a\u202etxt.exe'].map((tag) =>
    change(DELIVERED, '        role:', `        tags: { owner: ${JSON.stringify(tag)} }\n        role:`),
  );
  for (const color of [false, true]) {
    const text = planText(planOf(before ?? '', after ?? ''), { color, verbose: true, timeZone: 'UTC' });
    assert.match(stripVTControlCharacters(text), 'spec.tags.owner x → "a?txt.exe"');
    assert.not.match(text, '\u202e');
  }
});

test.run();
