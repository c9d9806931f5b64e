import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { fieldChanges } from '../../../generator/commit/field-changes.ts';
import { commitMessage } from '../../../generator/commit/message.ts';
import { type Fleet, loadFleet } from '../../../generator/load/index.ts';
import { FLEET as CLI_FLEET, change } from '../../support/fleets.ts';

const FLEET = change(
  CLI_FLEET,
  '    prod:\n',
  '    prod:\n      pools:\n        general: { nodePool: { limits: { cpu: "512" } } }\n',
);

function fleet(text: string): Fleet {
  const { fleet: found, diagnostics } = loadFleet(
    { readFile: (path) => (path === 'fleet.yaml' ? text : undefined), glob: () => [] },
    'fleet.yaml',
  );
  if (!found) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return found;
}

function message(old: string | undefined, now: string, sources: string[] = ['fleet.yaml']): string {
  return commitMessage({ old: old === undefined ? undefined : fleet(old), now: fleet(now), sources });
}

/** A pool named `name` that is a copy of the first. */
function withPool(text: string, name: string): string {
  const from = text.indexOf('    general:\n');
  const pool = text.slice(from, text.indexOf('  environments:'));
  return text.slice(0, from) + pool.replace('general', name) + text.slice(from);
}

const pools = (count: number): string =>
  Array.from({ length: count }, (_, i) => `pool-${i}`).reduce(withPool, FLEET);

test('one field of one environment is the whole message', () =>
  assert.is(message(FLEET, change(FLEET, '"512"', '"1024"')), 'prod: general limits.cpu 512 → 1024\n'));

test('a field of all environments, and one of a pool’s node class', () => {
  const dev = change(CLI_FLEET, 'cpu: "100"', 'cpu: "200"');
  assert.is(message(CLI_FLEET, dev), 'all environments: general limits.cpu 100 → 200\n');
  assert.is(
    message(CLI_FLEET, change(CLI_FLEET, 'al2023@v20250704', 'al2023@v20260101')),
    'all environments: general nodeClass.amiSelectorTerms[0].alias changed\n\n' +
      'all environments:\n- general nodeClass.amiSelectorTerms[0].alias al2023@v20250704 → al2023@v20260101\n',
  );
});

test('several are named as far as they fit, and the body lists all by environment', () => {
  const now = change(
    change(change(FLEET, '"512"', '"1024"'), 'values: [on-demand]', 'values: [spot]'),
    'cpu: "100"',
    'cpu: "150"',
  );
  const [subject = '', , ...body] = message(FLEET, now).split('\n');
  assert.match(subject, /^fleet: .+ and \d more$/);
  assert.ok(subject.length <= 72, subject);
  const text = body.join('\n');
  assert.match(text, 'prod:\n- general limits.cpu 512 → 1024\n');
  assert.match(text, 'dev:\n- general limits.cpu 100 → 150\n');
  assert.match(
    text,
    'all environments:\n- general template.spec.requirements[karpenter.sh/capacity-type].values [on-demand] → [spot]',
  );
});

test('pools, environments and clusters that come and go, and values of a cluster', () => {
  assert.is(message(FLEET, withPool(FLEET, 'gpu')), 'all environments: add pool gpu\n');
  assert.is(message(withPool(FLEET, 'gpu'), FLEET), 'all environments: remove pool gpu\n');
  const stage = `${FLEET}    stage: { clusters: { stage-1: { variables: { CLUSTER: stage-1 } } } }\n`;
  assert.is(message(FLEET, stage), 'fleet: add environment stage\n');
  assert.is(message(stage, FLEET), 'fleet: remove environment stage\n');
  const renamed = change(stage, 'stage-1: {', 'stage-2: {');
  assert.is(
    message(stage, renamed),
    'stage: remove cluster stage-1, add cluster stage-2\n\nstage:\n- remove cluster stage-1\n- add cluster stage-2\n',
  );
  assert.is(
    message(stage, change(stage, 'CLUSTER: stage-1', 'CLUSTER: blue')),
    'stage: cluster stage-1 variables.CLUSTER stage-1 → blue\n',
  );
  assert.is(
    message(FLEET, change(FLEET, 'karpenter: "1.15"', 'karpenter: "1.14"')),
    'fleet: karpenter 1.15 → 1.14\n',
  );
});

test('a first commit, and one that changes nothing of what the fleet declares', () => {
  assert.match(message(undefined, FLEET), /^fleet: add \S+ with 1 pool, 2 environments, \d clusters?\n$/);
  assert.is(message(FLEET, `${FLEET}# a remark\n`), 'fleet: update fleet.yaml\n');
  assert.is(message(FLEET, FLEET, []), 'fleet: update generated files\n');
  assert.is(message(FLEET, FLEET, ['a', 'b', 'c', 'd']), 'fleet: update a, b and 2 more\n');
});

test('the length is bounded, and the same changes give the same message', () => {
  const text = message(FLEET, pools(60));
  assert.ok(text.split('\n').every((line) => line.length <= 100));
  assert.ok((text.split('\n')[0] ?? '').length <= 72);
  assert.match(text, '- and 40 more');
  assert.is(message(FLEET, pools(60)), text);
});

test('values that break a line, hide text or are long do no harm', () => {
  for (const [value, says] of [
    ['a\nb', 'x 1 → "a\\nb"'],
    ['\u001b[31mred', 'x 1 → "\\u001b[31mred"'],
    ['\u202eabc', 'x 1 → "?abc"'],
    ['--amend', 'x 1 → --amend'],
    ['y'.repeat(50), 'x changed'],
    [null, 'x 1 → null'],
    [[1, 'two'], 'x 1 → [1, two]'],
    [10n, 'x 1 → "10"'],
  ] as const)
    assert.equal(fieldChanges({ x: 1 }, { x: value }), [says]);
  assert.equal(fieldChanges({ 'a\nb': 1 }, {}), ['[a?b] 1 → unset']);
  assert.equal(fieldChanges({ labels: { 'team/x': 'a' } }, { labels: { 'team/x': 'b' } }), [
    'labels[team/x] a → b',
  ]);
});

test('items of a list are fields where each has a key of its own, or both lists are as long', () => {
  const list = (...values: [string, string][]) => ({ l: values.map(([key, value]) => ({ key, value })) });
  const [old, now] = [list(['a', '1'], ['b', '2']), list(['b', '3'], ['a', '1'])];
  assert.equal(fieldChanges(old, now), ['l.b.value 2 → 3']);
  assert.equal(fieldChanges(list(['a', '1'], ['a', '2']), list(['a', '1'])), ['l changed']);
  const alike = list(['a', '1'], ['a', '3']);
  assert.equal(fieldChanges(list(['a', '1'], ['a', '2']), alike), ['l[1].value 2 → 3']);
  assert.equal(fieldChanges({ l: [1, 2] }, { l: [1] }), ['l [1, 2] → [1]']);
});

test.run();
