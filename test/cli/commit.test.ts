import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { run, type Sandbox } from '../helpers.ts';
import { change, expectStatus, expectText, FLEET, generatedSandbox } from './support.ts';

const test = suite('commit');

function git(sandbox: Sandbox, ...args: string[]): string {
  const result = run('git', args, sandbox.root);
  expectStatus(result, 0);
  return result.stdout.trim();
}

/** A repository whose last commit holds the fleet and its tree, and nothing else. */
function repository(): Sandbox {
  const sandbox = generatedSandbox({ 'README.md': 'mine\n' });
  git(sandbox, 'init', '-q', '-b', 'main');
  git(sandbox, 'config', 'user.name', 'Test');
  git(sandbox, 'config', 'user.email', 'test@example.com');
  git(sandbox, 'add', '.');
  git(sandbox, 'commit', '-qm', 'start');
  return sandbox;
}

const CHANGED = change(FLEET, 'cpu: "100"', 'cpu: "200"');

test('commits the generated files and nothing else', () => {
  const sandbox = repository();
  sandbox.write('README.md', 'staged\n');
  git(sandbox, 'add', 'README.md');
  sandbox.write('fleet.yaml', CHANGED);
  sandbox.write('notes.txt', 'untracked\n');
  expectStatus(sandbox.poolwright('generate'), 0);
  const result = sandbox.poolwright('commit');
  expectStatus(result, 0);
  assert.is(result.stdout, '');
  expectText(result.stderr, ['committed 1 file to main as ']);
  assert.is(git(sandbox, 'show', '--name-only', '--format='), 'base/general/nodepool.yaml');
  assert.equal(git(sandbox, 'status', '--short').split('\n'), [
    'M  README.md',
    ' M fleet.yaml',
    '?? notes.txt',
  ]);
  const again = sandbox.poolwright('commit');
  expectStatus(again, 0);
  expectText(again.stderr, ['nothing to commit']);
  sandbox.remove();
});

test('refuses what is not generated yet, what is wrong, and a fleet that cannot be read', () => {
  const sandbox = repository();
  const head = git(sandbox, 'rev-parse', 'HEAD');
  for (const [fleet, generate, status, says] of [
    [CHANGED, false, 1, 'error[tree-stale]'],
    [change(FLEET, 'values: [on-demand]', 'values: []'), true, 1, 'error[crd-rule]'],
    [change(FLEET, 'limits', 'limit'), false, 2, 'error[unknown-field]'],
  ] as const) {
    sandbox.write('fleet.yaml', fleet);
    if (generate) sandbox.poolwright('generate', '--force');
    const result = sandbox.poolwright('commit');
    expectStatus(result, status);
    expectText(result.stderr, [says]);
    assert.is(git(sandbox, 'rev-parse', 'HEAD'), head);
  }
  sandbox.remove();
});

test('refuses a detached HEAD and a folder without a repository with 3', () => {
  const sandbox = repository();
  sandbox.write('fleet.yaml', CHANGED);
  sandbox.poolwright('generate');
  git(sandbox, 'checkout', '-q', '--detach');
  const detached = sandbox.poolwright('commit');
  expectStatus(detached, 3);
  expectText(detached.stderr, ['error[command-failed]: ', 'branch', 'help: ']);
  const outside = generatedSandbox();
  const result = outside.poolwright('commit');
  expectStatus(result, 3);
  expectText(result.stderr, ['error[command-failed]: ', 'help: ']);
  const report = JSON.parse(outside.poolwright('commit', '--format', 'json').stdout);
  assert.is(report.ok, false);
  assert.is(report.diagnostics[0].code, 'command-failed');
  outside.remove();
  sandbox.remove();
});

test('--branch commits on a branch of its own', () => {
  const sandbox = repository();
  sandbox.write('fleet.yaml', CHANGED);
  sandbox.poolwright('generate');
  const result = sandbox.poolwright('commit', '--branch', 'pools');
  expectStatus(result, 0);
  expectText(result.stderr, ['committed 1 file to pools as ']);
  assert.is(git(sandbox, 'rev-parse', '--abbrev-ref', 'HEAD'), 'pools');
  assert.is(git(sandbox, 'rev-list', '--count', 'main'), '1');
  sandbox.remove();
});

test.run();
