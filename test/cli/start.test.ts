import { dirname } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { change, FLEET, generatedFiles } from '../support/fleets.ts';
import { CLI, expectStatus, run } from '../support/run.ts';
import { withSandbox } from '../support/sandbox.ts';

const test = suite('start');

/** A line for each exit code, and for each way to write: nothing, to stdout, to stderr, and to both. */
const LINES: readonly [args: string[], status: number][] = [
  [[], 0],
  [['--version'], 0],
  [['render', '--help'], 0],
  [['nonsense'], 2],
  [['validate', '--nonsense'], 2],
  [['render', 'dev-1'], 0],
  [['render', 'nowhere'], 2],
  [['schema'], 0],
  [['explain', 'ami-latest'], 0],
  [['generate', '--check'], 1],
  [['generate', '--check', '--format', 'json'], 1],
  [['plan'], 3],
  [['gate'], 3],
  [['hooks', 'status'], 3],
  [['commit', '--format', 'sarif'], 1],
];

test('a process does what the thread does in which other tests run the command', () =>
  withSandbox(generatedFiles({ 'fleet.yaml': change(FLEET, 'cpu: "100"', 'cpu: "200"') }), (sandbox) => {
    for (const [args, status] of LINES) {
      const result = sandbox.spawn(...args);
      assert.is(result.status, status, `${args.join(' ')}\n${result.stderr}`);
      assert.equal(sandbox.poolwright(...args), result, args.join(' '));
    }
  }));

test('a process loads no module that is not part of the program', () =>
  withSandbox(generatedFiles({ 'fleet.yaml': FLEET }), ({ root }) => {
    const result = run(process.execPath, [CLI, 'validate'], root, { env: { NODE_DEBUG: 'module' } });
    expectStatus(result, 0);
    const loaded = [...result.stderr.matchAll(/ load "(.+?)" for module /g)].map(([, file = '']) => file);
    assert.ok(loaded.length > 0);
    assert.equal(
      loaded.filter((file) => !file.startsWith(dirname(CLI))),
      [],
    );
  }));

test.run();
