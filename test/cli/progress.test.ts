import { spawnSync } from 'node:child_process';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { change, FLEET } from '../support/fleets.ts';
import { CLI, expectStatus, expectText, run } from '../support/run.ts';
import { createSandbox } from '../support/sandbox.ts';

const test = suite('progress at a terminal');

const CLUSTERS = Array.from(
  { length: 3000 },
  (_, i) => `        c-${i}: { variables: { CLUSTER: c-${i} } }\n`,
).join('');
const sandbox = createSandbox({
  'fleet.yaml': change(FLEET, '        dev-1: { variables: { CLUSTER: dev-1 } }\n', CLUSTERS),
});
test.after(() => sandbox.remove());

const ARGS = ['generate', '--dry-run', '--no-cache'];
const hasTerminal = spawnSync('script', ['--version']).error === undefined;
if (!hasTerminal) console.log('skipped, without script: what a terminal shows');

/** What a terminal gets of both streams. */
function atTerminal(env: Record<string, string>, ...more: string[]): string {
  const line = [process.execPath, CLI, ...ARGS, ...more, '>/dev/null'].join(' ');
  const result = run('script', ['-qec', line, '/dev/null'], sandbox.root, {
    env: { NO_COLOR: '', CI: '', TERM: 'xterm', ...env },
  });
  assert.is(result.status, 0, result.stdout);
  return result.stdout;
}

(hasTerminal ? test : test.skip)('shows clusters and rate, and erases them before the summary', () => {
  const lines = atTerminal({}).split('\r\u001b[K');
  assert.ok(lines.some((line) => /^check: [\d,]+ of 3,001 clusters, [\d,]+ per second$/.test(line)));
  assert.match(lines.at(-1) ?? '', /^\d[\d,]* files would change; nothing was written\r\n$/);
});

(hasTerminal ? test : test.skip)(
  'shows none in CI, without colour, and with --quiet, which has no summary',
  () => {
    for (const env of [{ CI: 'true' }, { NO_COLOR: '1' }]) {
      const shown = atTerminal(env as Record<string, string>);
      assert.not.match(shown, '\u001b');
      assert.match(shown, 'nothing was written');
    }
    assert.is(atTerminal({}, '--quiet'), '');
  },
);

test('a pipe gets none', () => {
  const result = sandbox.spawn(...ARGS);
  expectStatus(result, 0);
  assert.not.match(result.stderr, '\u001b');
  expectText(result.stderr, ['nothing was written']);
});

test.run();
