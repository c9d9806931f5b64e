import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { wordsOf } from '../../../../generator/cli/completion/line.ts';

const test = suite('words of a command line');

test('quotes and backslashes are those of a shell, and the last word may be open', () => {
  for (const [line, ...words] of [
    ['', ''],
    ['poolwright', 'poolwright'],
    ['poolwright ', 'poolwright', ''],
    ['poolwright  render\tpr', 'poolwright', 'render', 'pr'],
    ['p --cwd "a b" c', 'p', '--cwd', 'a b', 'c'],
    ["p --cwd='a \\ b'/c", 'p', '--cwd=a \\ b/c'],
    ['p a\\ b', 'p', 'a b'],
    ['p a\\ ', 'p', 'a '],
    ['p "a \\" \\n b', 'p', 'a " \\n b'],
    ["p 'spec.pools.", 'p', 'spec.pools.'],
    ['p ""', 'p', ''],
  ] as const)
    assert.equal(wordsOf(line), words, line);
});

test.run();
