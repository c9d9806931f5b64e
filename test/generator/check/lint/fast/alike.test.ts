import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { isWord, lintKey } from '../../../../../generator/check/lint/fast/alike.ts';
import { CASES, findingsWith, twoWords } from './words.ts';

const test = suite('clusters alike for lint');

// Each case has words of its own, three times; `npm run fuzz:alike` takes more.
test('no rule tells two words of one length apart in free text', () => {
  assert.ok(CASES.length > 200);
  for (const one of CASES)
    fc.assert(
      fc.property(twoWords, ([first = '', second = '']) => {
        assert.ok(isWord(first) && isWord(second));
        const found = [first, second].map((word) => findingsWith(one, word));
        assert.equal(found[0], found[1], `${JSON.stringify(one)} with ${first} and ${second}`);
      }),
      { numRuns: 3 },
    );
});

test('clusters have the same key only where free text takes words of one length', () => {
  const object = { kind: 'EC2NodeClass', name: 'a' } as never;
  const keyOf = lintKey([
    { object, path: ['spec', 'role'], text: 'node-${CLUSTER}' },
    { object, path: ['spec', 'amiSelectorTerms', 0, 'alias'], text: '${ALIAS}' },
  ]);
  const key = (CLUSTER: string, ALIAS = 'a') => keyOf({ karpenter: '1.15', variables: { CLUSTER, ALIAS } });
  assert.is(key('east-1'), key('west-2'));
  for (const other of ['east-10', 'east/1', 'east 1', '$east1', '']) assert.is.not(key('east-1'), key(other));
  assert.is.not(key('east-1', 'a'), key('east-1', 'b'));
  const variables = { CLUSTER: 'east-1', ALIAS: 'a' };
  for (const versions of [{ karpenter: '1.14' }, { karpenter: '1.15', kubernetes: '1.34' }])
    assert.is.not(key('east-1'), keyOf({ variables, ...versions }));
});

test.run();
