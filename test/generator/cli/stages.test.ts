import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createStages, showsProgress } from '../../../generator/cli/stages.ts';

const test = suite('progress');

/** Stages on a terminal of a clock that the test moves. */
function terminal(options: { isTTY?: boolean; columns?: number; isShown?: boolean } = {}) {
  const { isTTY = true, columns = 80, isShown = true } = options;
  let [time, text] = [0, ''];
  const stages = createStages({
    stderr: { isTTY, columns, write: (more) => (text += more) },
    now: () => time,
    peakMemory: () => 0,
    isShown,
  });
  return {
    stages,
    wait: (milliseconds: number) => (time += milliseconds),
    shown: () => text.split('\r\u001b[K').slice(1),
  };
}

/** Checks a cluster in each ten milliseconds, of 2,000. */
function checkClusters({ stages, wait }: ReturnType<typeof terminal>, clusters: number): void {
  stages.run('check', () => {
    for (let done = 0; done < clusters; done++) {
      stages.progress(done, 2000, 'cluster');
      wait(10);
    }
  });
}

test('count and rate after half a second, ten times a second, and erased at the end', () => {
  const at = terminal();
  checkClusters(at, 51);
  assert.equal(at.shown(), []);
  checkClusters(at, 21);
  assert.equal(at.shown(), [
    'check …',
    'check: 10 of 2,000 clusters, 100 per second',
    'check: 20 of 2,000 clusters, 100 per second',
  ]);
  at.stages.finish();
  assert.is(at.shown().at(-1), '');
  at.stages.finish();
  assert.is(at.shown().length, 4);
});

test('each run of a command that watches has its own half second', () => {
  const at = terminal();
  at.wait(5000);
  at.stages.finish();
  checkClusters(at, 51);
  assert.equal(at.shown(), []);
});

test('the line fits the terminal', () => {
  const at = terminal({ columns: 20 });
  at.wait(600);
  checkClusters(at, 11);
  assert.equal(at.shown(), ['check …', 'check: 10 of 2,000 ']);
});

test('nothing where no person looks', () => {
  for (const options of [{ isTTY: false }, { isShown: false }]) {
    const at = terminal(options);
    at.wait(600);
    checkClusters(at, 100);
    at.stages.finish();
    assert.equal(at.shown(), []);
  }
  assert.ok(showsProgress({}, {}));
  assert.ok(showsProgress({ CI: 'false', NO_COLOR: '', TERM: 'xterm' }, {}));
  assert.not(showsProgress({}, { quiet: true }));
  for (const env of [{ CI: 'true' }, { NO_COLOR: '1' }, { TERM: 'dumb' }]) assert.not(showsProgress(env, {}));
});

test.run();
