import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { git } from '../support/git.ts';
import { CLI } from '../support/run.ts';
import { withSandbox } from '../support/sandbox.ts';
import { fleetOf, killedAfter, randomNumbers, start } from './support.ts';

const test = suite('signals and readers that leave');

/** Exit codes that are documented; any other means that something was not handled. */
const DOCUMENTED = [0, 1, 2, 3, 130];

const COMMANDS = [
  ['generate', '--no-cache'],
  ['generate', '--check', '--no-cache'],
  ['validate', '--no-cache', '--kubeconform', 'off'],
  ['render', 'prod'],
  ['gate', '--no-cache', '--kubeconform', 'off'],
];

function expectNoTrace(text: string): void {
  assert.not.match(text, /\n\s+at .*\(?(node:|file:|\/).*:\d+:\d+/, 'a stack trace');
  assert.not.match(text, 'this is a bug');
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  test(`${signal} at any moment ends each command at once, without a trace, and leaves no lock`, () =>
    withSandbox({ 'fleet.yaml': fleetOf(100) }, async (sandbox) => {
      const random = randomNumbers(4);
      sandbox.poolwright('generate');
      git(sandbox.root, 'init', '-q', '-b', 'main');
      git(sandbox.root, 'add', '-A');
      for (const args of COMMANDS) {
        for (let n = 0; n < 8; n++) {
          sandbox.write('fleet.yaml', fleetOf(n % 2 === 0 ? 100 : 200));
          const { status, signal: by, stderr } = await killedAfter(sandbox, args, random() * 500, signal);
          assert.ok(by === signal || DOCUMENTED.includes(status ?? -1), `exit ${status} ${by}\n${stderr}`);
          expectNoTrace(stderr);
        }
      }
      assert.is(sandbox.poolwright('generate').status, 0);
      assert.equal(
        readdirSync(sandbox.root, { recursive: true, encoding: 'utf8' }).filter((path) =>
          /\.(lock|tmp)$/.test(path),
        ),
        [],
      );
    }));
}

test('a reader that closes stdout or stderr early is not a failure of any command', () =>
  withSandbox({ 'fleet.yaml': fleetOf(100) }, async (sandbox) => {
    sandbox.poolwright('generate');
    git(sandbox.root, 'init', '-q', '-b', 'main');
    git(sandbox.root, 'add', '-A');
    for (const args of [
      ...COMMANDS,
      ['--help'],
      ['explain', 'ami-latest'],
      ['validate', '--format', 'json'],
    ]) {
      for (const stream of ['stdout', 'stderr'] as const) {
        const { child, ended } = start(sandbox, args);
        child[stream]?.destroy();
        const { status, stdout, stderr } = await ended;
        assert.ok(DOCUMENTED.includes(status ?? -1), `${args.join(' ')} exits ${status}`);
        expectNoTrace(stdout + stderr);
      }
    }
  }));

test('a closed stdin, stdout or stderr is not a failure', () =>
  withSandbox({ 'fleet.yaml': fleetOf(100) }, (sandbox) => {
    sandbox.poolwright('generate');
    const cli = `${process.execPath} ${CLI}`;
    for (const closed of ['<&-', '>&-', '2>&-'])
      execFileSync('sh', ['-c', `${cli} validate --kubeconform off ${closed}`], {
        cwd: sandbox.root,
        stdio: 'ignore',
      });
  }));

test.run();
