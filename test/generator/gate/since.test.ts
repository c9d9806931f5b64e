import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { withFleet } from './support.ts';

const test = suite('gate since a revision');

test('a revision that git does not have is a wrong argument, whichever option names it', () =>
  withFleet((repository) => {
    repository.write('fleet.yaml', `${repository.read('fleet.yaml')}# changed\n`);
    repository.git('add', '.');
    for (const option of ['--since', '--base']) {
      const { status, stderr } = repository.gate(option, 'nope');
      assert.is(status, 2, option);
      assert.match(stderr, 'error[base-unreadable]: the repository has no revision nope');
    }
    assert.is(repository.gate('--since', 'HEAD').status, 0);
  }));

test.run();
