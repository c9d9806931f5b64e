import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { conflicts } from '../../../../generator/instances/requirements/compatible.ts';
import type { Requirement } from '../../../../generator/instances/requirements/requirement.ts';
import { conflictText } from '../../../../generator/instances/requirements/text.ts';

const wellKnown = new Set(['topology.kubernetes.io/zone']);
const offered = new Map<string, Requirement>([['example.com/team', oneOf('a')]]);

function oneOf(...values: string[]): Requirement {
  return { complement: false, values: new Set(values) };
}

function textFor(key: string, wanted: Requirement): string {
  return conflicts(offered, new Map([[key, wanted]]), wellKnown)
    .map((conflict) => conflictText(conflict))
    .join('; ');
}

test('a label that no node has may be a part of a well-known one, or another prefix of it', () => {
  for (const key of ['zone', 'node.io/zone'])
    assert.is(
      textFor(key, oneOf('z1')),
      `label "${key}" does not have known values (typo of "topology.kubernetes.io/zone"?)`,
    );
});

test('or of a label that the pool gives its nodes', () => {
  assert.is(
    textFor('team', oneOf('a')),
    'label "team" does not have known values (typo of "example.com/team"?)',
  );
});

test('a label without a similar one gets no hint', () => {
  assert.is(textFor('tier', oneOf('web')), 'label "tier" does not have known values');
});

test('what may be absent and what is offered go together, unless their values differ', () => {
  assert.is(textFor('zone', { complement: true, values: new Set(['z1']) }), '');
  assert.is(textFor('example.com/team', oneOf('a')), '');
  assert.is(
    textFor('example.com/team', oneOf('b')),
    'key example.com/team, example.com/team In [b] not in example.com/team In [a]',
  );
});

test.run();
