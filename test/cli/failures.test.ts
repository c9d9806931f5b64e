import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { COMMANDS } from '../../generator/cli/commands.ts';
import type { Diagnostic } from '../../generator/diagnostics/diagnostic.ts';
import { generatedFiles } from '../support/fleets.ts';
import { expectStatus, expectText, PROJECT, run } from '../support/run.ts';
import { createSandbox, withSandbox } from '../support/sandbox.ts';

const test = suite('failures');

const sandbox = createSandbox(generatedFiles());
test.after(() => sandbox.remove());

/** Positional arguments that a command requires. */
const REQUIRED: Record<string, string[]> = {
  render: ['dev'],
  explain: ['ami-latest'],
  hooks: ['status'],
  diff: ['dev', 'prod'],
  completion: ['bash'],
  comment: ['comment.md'],
};

test('a report that cannot be written is a sentence and exit code 3, in every command', () => {
  for (const command of Object.keys(COMMANDS)) {
    const args = [command, ...(REQUIRED[command] ?? [])];
    const missing = sandbox.poolwright(...args, '--format', 'markdown=missing/x.md');
    expectStatus(missing, 3);
    expectText(missing.stderr, [
      'cannot write the report missing/x.md: no such folder: missing',
      'help: Create missing, or name a file in a folder that exists',
    ]);
    assert.not.match(missing.stderr, /\n {4}at /);
    assert.is(existsSync(join(sandbox.root, 'missing')), false);
  }
});

test('a report whose name is a folder leaves the other reports', () => {
  mkdirSync(join(sandbox.root, 'folder'), { recursive: true });
  const result = sandbox.poolwright('render', 'dev', '--format', 'sarif=folder', '--format', 'junit=j.xml');
  expectStatus(result, 3);
  expectText(result.stderr, ['Cannot write folder: it is a folder', 'help: Name a file']);
  assert.match(sandbox.read('j.xml'), '<testsuites');
});

test('an argument that names nothing is file-not-found and exit code 2; what the system refuses is command-failed and 3', () => {
  for (const [args, status, code] of [
    [['generate', '--cwd', 'nowhere'], 2, 'file-not-found'],
    [['validate', 'nowhere.yaml'], 2, 'file-not-found'],
    [['validate', '--cwd', 'fleet.yaml'], 2, 'file-not-found'],
    [['schema', '--output', 'fleet.yaml/schema.json'], 3, 'command-failed'],
    [['commit'], 3, 'command-failed'],
  ] as const) {
    const result = sandbox.poolwright(...args, '--format', 'json');
    expectStatus(result, status);
    const { diagnostics } = JSON.parse(result.stdout) as { diagnostics: Diagnostic[] };
    assert.equal(
      diagnostics.map((one) => one.code),
      [code],
      args.join(' '),
    );
  }
});

test('a fleet.yaml that is a folder', () => {
  withSandbox({}, (empty) => {
    mkdirSync(join(empty.root, 'fleet.yaml'));
    const result = empty.poolwright('generate');
    expectStatus(result, 3);
    expectText(result.stderr, ['fleet.yaml is a folder, not a file', 'help: ']);
  });
});

/** Runs the command with a fault put into Node itself, instead of a bug of Poolwright. */
function withBug(fault: string, ...args: string[]) {
  const broken = `data:text/javascript,${encodeURIComponent(fault)}`;
  return run(process.execPath, ['--import', broken, join(PROJECT, 'dist/cli.cjs'), ...args], sandbox.root);
}

const THROWN = 'Object.hasOwn = () => { throw new TypeError("a bug") };';
/** A rejection that nothing handles, while a command runs. */
const REJECTED = `
const { on } = process;
process.on = (event, ...rest) => {
  if (event === 'uncaughtException') setImmediate(() => Promise.reject(new TypeError('a bug')));
  return on.call(process, event, ...rest);
};`;

test('a bug says that it is one, and what to report', () => {
  for (const fault of [THROWN, REJECTED]) {
    const { status, stderr } = withBug(fault, 'generate', '--watch');
    assert.is(status, 3);
    expectText(stderr, [
      'error: this is a bug in poolwright, please report it',
      '  TypeError: a bug',
      `Node.js ${process.version}`,
      '  command: poolwright generate --watch',
      '  help: Report it ',
    ]);
    assert.not.match(stderr, /\n {4}at /);
  }
});

test('--debug and POOLWRIGHT_DEBUG show where a bug happened', () => {
  assert.match(withBug(THROWN, 'generate', '--debug').stderr, /\n {4}at .*cli/);
  process.env.POOLWRIGHT_DEBUG = '1';
  try {
    assert.match(withBug(THROWN, 'generate').stderr, /\n {4}at .*cli/);
  } finally {
    delete process.env.POOLWRIGHT_DEBUG;
  }
});

test.run();
