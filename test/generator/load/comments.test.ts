import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { commentsBeside } from '../../../generator/load/comments.ts';
import { parseSource } from '../../../generator/load/document.ts';

const test = suite('comments beside a value');

const text = `\
# of the file

budgets: # of the list
  # right above
  # the first
  - { nodes: "0", schedule: "0 9 * * #1" } # behind it
  - nodes: "1" # of a field
    schedule: '#no # comment' # at the end

  - nodes: 10%
    note: a#b
`;
const { document } = parseSource('a.yaml', text);
const beside = (...path: (string | number)[]) => commentsBeside(text, document.locate(path));

test('are on its lines, and on lines of their own right above', () => {
  assert.equal(beside('budgets', 0), ['right above', 'the first', 'behind it']);
  assert.equal(beside('budgets', 1), ['of a field', 'at the end']);
  assert.equal(beside('budgets', 1, 'schedule'), ['at the end']);
  assert.equal(beside('budgets', 2), []);
});

test.run();
