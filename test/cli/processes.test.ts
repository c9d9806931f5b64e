import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { change, FLEET, generatedFiles } from '../support/fleets.ts';
import { expectStatus, expectText } from '../support/run.ts';
import { start } from '../support/running.ts';
import { listing, snapshot, withSandbox } from '../support/sandbox.ts';

const test = suite('processes');

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
    const watcher = start(sandbox.root, 'generate', '--watch');
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

const INCLUDING = `include: [envs/**/*.yaml]\n${change(FLEET, FLEET.slice(FLEET.indexOf('    prod:\n')), '')}`;
const PART = `spec: { environments: { prod: { clusters: { prod-1: { variables: { CLUSTER: prod-1 } } } } } }\n`;
const WORKLOAD = 'apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec: { containers: [] }\n';

test('--watch notices files that appear, change or vanish where include and workloads look for them', async () => {
  const fleet = `${INCLUDING}  workloads: [pods/*.yaml]\n`;
  await withSandbox({ 'fleet.yaml': fleet, 'README.md': '' }, async (sandbox) => {
    const watcher = start(sandbox.root, 'generate', '--watch');
    try {
      await watcher.says('no file matches the include envs/**/*.yaml', 1);
      await watcher.says('watching for changes', 1);
      sandbox.write('envs/eu/prod.yaml', PART);
      await watcher.says('2 environments', 1);
      sandbox.write('envs/eu/prod.yaml', PART.replaceAll('prod-1', 'prod-2'));
      await watcher.says('1 written, 1 removed', 1);
      assert.match(sandbox.read('clusters/prod-2/variables.env'), 'prod-2');
      sandbox.write('pods/web.yaml', WORKLOAD.replace('web }', 'web'));
      await watcher.says('--> pods/web.yaml:', 1);
      sandbox.write('pods/web.yaml', WORKLOAD);
      await watcher.says('up to date', 1);
      renameSync(join(sandbox.root, 'envs/eu'), join(sandbox.root, 'envs/us'));
      await watcher.says('up to date', 2);
      sandbox.write('envs/us/prod.yaml', PART);
      await watcher.says('1 written, 1 removed', 2);
      rmSync(join(sandbox.root, 'envs'), { recursive: true });
      await watcher.says('no file matches the include envs/**/*.yaml', 2);
      const runs = watcher.said().split('watching for changes').length;
      sandbox.write('README.md', 'not of the fleet');
      sandbox.write('base/general/nodepool.yaml', 'generated');
      await delay(300);
      assert.is(watcher.said().split('watching for changes').length, runs, watcher.said());
    } finally {
      watcher.child.kill('SIGINT');
    }
    assert.is(await watcher.ended, 130);
  });
});

test('validate --watch reads the generated tree again, and manifests of a folder', async () => {
  await withSandbox(generatedFiles(), async (sandbox) => {
    const fleet = start(sandbox.root, 'validate', '--watch');
    try {
      await fleet.says('8 files in sync', 1);
      const path = 'overlays/prod/kustomization.yaml';
      const text = sandbox.read(path);
      rmSync(join(sandbox.root, path));
      await fleet.says(`${path} is missing`, 1);
      sandbox.write(path, text);
      await fleet.says('8 files in sync', 2);
    } finally {
      fleet.child.kill('SIGINT');
    }
    assert.is(await fleet.ended, 130);

    sandbox.write('pools/README.md', '');
    const pools = start(sandbox.root, 'validate', '--watch', 'pools');
    try {
      await pools.says('watching for changes', 1);
      sandbox.write('pools/new/pod.yaml', WORKLOAD);
      await pools.says('1 document of other kinds skipped', 1);
    } finally {
      pools.child.kill('SIGINT');
    }
    assert.is(await pools.ended, 130);
  });
  withSandbox({}, (sandbox) => {
    const result = sandbox.poolwright('validate', '--watch', '-');
    assert.is(result.status, 2);
    expectText(result.stderr, ['--watch cannot watch standard input']);
  });
});

test('killed at any moment, every file is whole, and the next run does the rest', async () => {
  await withSandbox({ 'fleet.yaml': wideFleet(300) }, async (sandbox) => {
    expectStatus(sandbox.poolwright('generate'), 0);
    const old = snapshot(sandbox.root);
    sandbox.write('fleet.yaml', wideFleet(300, 200).replaceAll(/CLUSTER: c-/g, 'CLUSTER: d-'));
    for (const moment of [350, 500, 650]) {
      const killed = start(sandbox.root, 'generate');
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

test('Ctrl-C at any moment ends it with 130, one line, and no temporary file', async () => {
  await withSandbox({ 'fleet.yaml': wideFleet(300) }, async (sandbox) => {
    expectStatus(sandbox.poolwright('generate'), 0);
    const lines = new Set<string>();
    let isDone = false;
    // In steps far shorter than a run, until one ends before the signal: each has new values to write.
    for (let moment = 100; !isDone; moment += 40) {
      sandbox.write('fleet.yaml', wideFleet(300, 200).replaceAll(/CLUSTER: c-/g, `CLUSTER: d${moment}-`));
      const running = start(sandbox.root, 'generate');
      await delay(moment);
      running.child.kill('SIGINT');
      const status = await running.ended;
      assert.equal(
        listing(sandbox.root).filter((path) => path.includes('/.')),
        [],
        'temporary files',
      );
      isDone = status === 0;
      if (isDone || running.said() === '') continue; // done, or not yet started
      assert.is(status, 130, running.said());
      lines.add(running.said());
    }
    assert.ok(lines.size > 0, 'at least one moment is in the middle');
    for (const line of lines) assert.match(line, /^interrupted: (nothing was|all files were) written\n$/);
    expectStatus(sandbox.poolwright('generate'), 0);
    expectStatus(sandbox.poolwright('generate', '--check'), 0);
  });
});

test('two runs at once take turns', async () => {
  await withSandbox({ 'fleet.yaml': wideFleet(100) }, async (sandbox) => {
    const runs = [start(sandbox.root, 'generate'), start(sandbox.root, 'generate')];
    for (const running of runs) assert.is(await running.ended, 0, running.said());
    expectStatus(sandbox.poolwright('generate', '--check'), 0);
  });
});

test('a reader that goes early is not a failure', async () => {
  await withSandbox({ 'fleet.yaml': wideFleet(3) }, async (sandbox) => {
    const running = start(sandbox.root, 'render', 'dev');
    running.child.stdout?.destroy();
    assert.is(await running.ended, 0);
    expectText(running.said(), []);
    assert.is(running.said(), '');
  });
});

test.run();
