import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { openCrds } from '../../../../generator/crds/karpenter.ts';
import { makePlan } from '../../../../generator/plan/plan.ts';
import { timelineData } from '../../../../generator/report/html/data/timeline.ts';
import { planMarkdown } from '../../../../generator/report/plan/markdown.ts';
import { planText } from '../../../../generator/report/plan/text.ts';
import { change, FLEET } from '../../../support/fleets.ts';
import { NOON, revisionOf } from '../../plan/helper.ts';

const test = suite('times of clusters that are synced in steps');

const STEPS = ['In', 'NotIn'].map(
  (operator) => `{ matchExpressions: [{ key: ring, operator: ${operator}, values: [canary] }] }`,
);
const IN_STEPS = change(
  `${FLEET}  delivery:\n    argocd: { repoURL: https://git.example.com/web.git, rollingSync: { steps: [${STEPS.join(', ')}] } }\n`,
  '        prod-1: { variables: { CLUSTER: prod-1 } }\n',
  '        prod-1: { labels: { ring: canary }, variables: { CLUSTER: prod-1 } }\n        prod-2: { variables: { CLUSTER: prod-2 } }\n',
);
const TAINTED = (fleet: string): string =>
  change(
    fleet,
    '          spec:\n',
    '          spec:\n            taints: [{ key: a, effect: NoSchedule }]\n',
  );
const planOf = (fleet: string) =>
  makePlan({
    before: revisionOf(fleet),
    after: revisionOf(TAINTED(fleet)),
    crds: openCrds(),
    at: NOON,
  });
const PLAN = planOf(IN_STEPS);

const LINE = /times: counted from the sync, shown for one at (.+); step 2 waits for step 1$/;

test('the text says of clusters that wait, and of no others, that their times count from their sync on', () => {
  const text = planText(PLAN, { color: false, verbose: false, timeZone: 'UTC' });
  const [first, second, third] = text.split('\n\n').filter((block) => block.includes('roll: '));
  assert.match(first ?? '', /^dev, prod: 2 clusters: dev-1, prod-1\n/);
  assert.not.match(first ?? '', 'times: ');
  assert.match(second ?? '', /^prod: 1 cluster: prod-2\n/);
  assert.match(second ?? '', new RegExp(LINE, 'm'));
  assert.is(third, undefined);
});

test('so do Markdown and the page', () => {
  const lines = planMarkdown(PLAN, 'UTC')
    .split('\n')
    .filter((line) => line.includes('times: '));
  assert.is(lines.length, 1);
  assert.match(lines[0] ?? '', LINE);
  const { rolls } = timelineData(PLAN, NOON);
  assert.equal(
    rolls.map(({ places, lines: shown }) => [
      places.flatMap(({ clusters }) => clusters),
      shown.some((line) => LINE.test(line)),
    ]),
    [
      [['dev-1', 'prod-1'], false],
      [['prod-2'], true],
    ],
  );
});

test('without steps nobody reads of a sync', () => {
  assert.not.match(planText(planOf(FLEET), { color: false, verbose: true, timeZone: 'UTC' }), 'times: ');
});

test.run();
