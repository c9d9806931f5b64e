import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { change, FLEET } from '../support/fleets.ts';
import { CLI, expectStatus, expectText } from '../support/run.ts';
import { type Sandbox, snapshot, withSandbox } from '../support/sandbox.ts';

const test = suite('processes');

/** The command in the background, with what it has said so far. */
interface Running {
  child: ChildProcess;
  said(): string;
  /** Waits until stderr holds the text `times` times. */
  says(text: string, times: number): Promise<void>;
  ended: Promise<number | null>;
}

function start(sandbox: Sandbox, ...args: string[]): Running {
  const child = spawn(process.execPath, [CLI, ...args], {
    cwd: sandbox.root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (data: Buffer) => {
    said += data.toString();
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return {
    child,
    said: () => said,
    says: async (text, times) => {
      for (let waited = 0; said.split(text).length <= times; waited += 20) {
        if (waited > 20_000) throw new Error(`it did not say ${text}, only\n${said}`);
        await delay(20);
      }
    },
    ended,
  };
}

/** A fleet of so many clusters that generating takes a moment. */
function wideFleet(clusters: number, cpu = 100): string {
  const list = Array.from(
    { length: clusters },
    (_, i) => `        c-${i}: { variables: { CLUSTER: c-${i} } }\n`,
  ).join('');
  return change(
    change(FLEET, '        dev-1: { variables: { CLUSTER: dev-1 } }\n', list),
    'cpu: "100"',
    `cpu: "${cpu}"`,
  );
}

test('--watch generates again on every save, outlives mistakes, and ends with 130', async () => {
  await withSandbox({ 'fleet.yaml': FLEET }, async (sandbox) => {
    const watcher = start(sandbox, 'generate', '--watch');
    try {
      await watcher.says('watching for changes', 1);
      sandbox.write('fleet.yaml', change(FLEET, 'cpu: "100"', 'cpu: "200"'));
      await watcher.says('watching for changes', 2);
      assert.match(sandbox.read('base/general/nodepool.yaml'), 'cpu: "200"');
      sandbox.write('fleet.yaml', change(FLEET, 'limits', 'limit'));
      await watcher.says('Did you mean limits?', 1);
      await watcher.says('watching for changes', 3);
      sandbox.write('base/general/nodepool.yaml', 'mine\n');
      sandbox.write('fleet.yaml', FLEET);
      await watcher.says('error[tree-conflict]', 1);
      await watcher.says('watching for changes', 4);
      assert.is(sandbox.read('base/general/nodepool.yaml'), 'mine\n');
    } finally {
      watcher.child.kill('SIGINT');
    }
    assert.is(await watcher.ended, 130);
  });
});

test('killed at any moment, every file is whole, and the next run does the rest', async () => {
  await withSandbox({ 'fleet.yaml': wideFleet(300) }, async (sandbox) => {
    expectStatus(sandbox.poolwright('generate'), 0);
    const old = snapshot(sandbox.root);
    sandbox.write('fleet.yaml', wideFleet(300, 200).replaceAll(/CLUSTER: c-/g, 'CLUSTER: d-'));
    for (const moment of [350, 500, 650]) {
      const killed = start(sandbox, 'generate');
      await delay(moment);
      killed.child.kill('SIGKILL');
      await killed.ended;
      for (const [path, text] of Object.entries(snapshot(sandbox.root))) {
        if (!path.endsWith('.env') || path.includes('/.')) continue;
        const body = text.slice(text.indexOf('\n') + 1);
        const was = old[path]?.slice(old[path].indexOf('\n') + 1) ?? '';
        assert.ok(
          body === was || /^#.*\nCLUSTER='[dp].*'\n$/.test(body),
          `${path} is neither old nor new: ${body}`,
        );
      }
    }
    expectStatus(sandbox.poolwright('generate'), 0);
    expectStatus(sandbox.poolwright('generate', '--check'), 0);
    assert.equal(Object.keys(snapshot(sandbox.root)).sort(), Object.keys(old).sort(), 'nothing is left over');
  });
});

test('two runs at once take turns', async () => {
  await withSandbox({ 'fleet.yaml': wideFleet(100) }, async (sandbox) => {
    const runs = [start(sandbox, 'generate'), start(sandbox, 'generate')];
    for (const running of runs) assert.is(await running.ended, 0, running.said());
    expectStatus(sandbox.poolwright('generate', '--check'), 0);
  });
});

test('a reader that goes early is no failure', async () => {
  await withSandbox({ 'fleet.yaml': wideFleet(3) }, async (sandbox) => {
    const running = start(sandbox, 'render', 'dev');
    running.child.stdout?.destroy();
    assert.is(await running.ended, 0);
    expectText(running.said(), []);
    assert.is(running.said(), '');
  });
});

test.run();
