import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { stateFiles } from '../../../../generator/plan/nodes/state-files.ts';

const clusters = ['eu-1', 'us-1'];

function problem(written: string[], planned = clusters): string {
  const files = stateFiles(written, planned);
  return 'problem' in files ? files.problem.message : 'no problem';
}

test('a file for each cluster, the name left out where there is one', () => {
  assert.equal(stateFiles(['eu-1=a.json', 'us-1=-'], clusters), [
    { cluster: 'eu-1', file: 'a.json' },
    { cluster: 'us-1', file: '-' },
  ]);
  assert.equal(stateFiles(['-'], ['eu-1']), [{ cluster: 'eu-1', file: '-' }]);
  assert.equal(stateFiles(['states/a=b.json'], ['eu-1']), [{ cluster: 'eu-1', file: 'states/a=b.json' }]);
  assert.equal(stateFiles([], clusters), []);
});

test('says which file belongs to no cluster, or to several', () => {
  assert.match(problem(['a.json']), 'the plan has 2 clusters, and --state a.json does not say');
  assert.is(problem(['eu-2=a.json']), '--state names eu-2, which is not in the plan');
  assert.is(problem(['eu-1=a', 'eu-1=b']), '--state names eu-1 twice');
  assert.is(problem(['eu-1=-', 'us-1=-']), '--state reads standard input twice');
  assert.is(problem(['eu-1=']), '--state takes CLUSTER=FILE, not eu-1=');
});

test.run();
