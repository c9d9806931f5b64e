import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { RevisionState } from '../../../generator/check/update/revision.ts';
import { openCrds } from '../../../generator/crds/karpenter.ts';
import { findingsOf } from '../../../generator/plan/findings.ts';
import { makePlan, type PlanInput } from '../../../generator/plan/plan.ts';
import { planAndFindings } from '../../../generator/plan/plan-and-findings.ts';
import { change, FLEET } from '../../support/fleets.ts';
import { NOON, revisionOf } from './helper.ts';

const test = suite('a plan and its findings');

const AFTER = change(
  FLEET,
  '          spec:\n',
  '          spec:\n            taints: [{ key: a, effect: NoSchedule }]\n',
);
const BLOCKED = change(
  AFTER,
  '        limits: { cpu: "100" }\n',
  '        limits: { cpu: "100" }\n        disruption: { budgets: [{ nodes: "0", schedule: "0 0 1 12 *", duration: 300h }, { nodes: "0", schedule: "0 0 13 12 *", duration: 300h }] }\n',
);

/** A revision that counts how often the objects of each cluster are read. */
function counting(revision: RevisionState): { revision: RevisionState; reads: Map<string, number> } {
  const reads = new Map<string, number>();
  const objectsOf: RevisionState['objectsOf'] = (cluster) => {
    reads.set(cluster, (reads.get(cluster) ?? 0) + 1);
    return revision.objectsOf(cluster);
  };
  return { revision: { ...revision, objectsOf }, reads };
}

function inputOf(after: string): PlanInput {
  return { before: revisionOf(FLEET), after: revisionOf(after), crds: openCrds(), at: NOON };
}

test('both are what they are alone', () => {
  for (const after of [AFTER, BLOCKED]) {
    const input = inputOf(after);
    const named: PlanInput = {
      ...input,
      at: NOON + 86_400_000 * 2,
      isWanted: (cluster) => cluster === 'prod-1',
    };
    const both = planAndFindings(named, NOON);
    const alone = findingsOf(makePlan(input), { before: input.before.fleet, after: input.after.fleet });
    assert.equal(both.findings(), alone);
    assert.equal(
      alone.flatMap(({ clusters }) => clusters ?? []),
      ['dev-1', 'prod-1'],
    );
    assert.equal(both.plan(), makePlan(named));
    assert.equal(planAndFindings(named, NOON).plan(), makePlan(named));
  }
});

test('each has its own time', () => {
  const blocked = Date.parse('2026-12-01T00:00:00Z');
  const both = planAndFindings({ ...inputOf(BLOCKED), at: blocked }, NOON);
  assert.equal(
    both.findings().map(({ code }) => code),
    ['nodes-roll', 'nodes-roll'],
  );
  assert.equal(
    both.plan().entries.map(({ change: { effect } }) => effect),
    ['stalls', 'stalls'],
  );
});

test('each cluster is read once for both', () => {
  const [before, after] = [counting(revisionOf(FLEET)), counting(revisionOf(AFTER))];
  const both = planAndFindings(
    { before: before.revision, after: after.revision, crds: openCrds(), at: NOON },
    NOON,
  );
  both.findings();
  const once = new Map([...after.reads.keys()].map((cluster) => [cluster, 1]));
  assert.is(once.size, 2);
  assert.equal(after.reads, once);
  const reads = new Map(before.reads);
  both.plan();
  both.plan();
  assert.equal(after.reads, once);
  assert.equal(before.reads, reads);
});

test.run();
