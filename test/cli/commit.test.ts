import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { change, FLEET, generatedFiles } from '../support/fleets.ts';
import { git, gitLine, init } from '../support/git.ts';
import { expectStatus, expectText, run } from '../support/run.ts';
import { type Sandbox, withSandbox } from '../support/sandbox.ts';

const test = suite('commit');

/** A repository whose last commit holds the fleet and its tree, and nothing else. */
function withRepository(work: (sandbox: Sandbox) => void): void {
  withSandbox(generatedFiles({ 'README.md': 'mine\n' }), (sandbox) => {
    init(sandbox.root);
    git(sandbox.root, 'add', '.');
    git(sandbox.root, 'commit', '-qm', 'start');
    work(sandbox);
  });
}

const CHANGED = change(FLEET, 'cpu: "100"', 'cpu: "200"');

test('commits the fleet and its generated files, and nothing else', () =>
  withRepository((sandbox) => {
    sandbox.write('README.md', 'staged\n');
    git(sandbox.root, 'add', 'README.md');
    sandbox.write('fleet.yaml', CHANGED);
    sandbox.write('notes.txt', 'untracked\n');
    expectStatus(sandbox.poolwright('generate'), 0);
    const result = sandbox.poolwright('commit');
    expectStatus(result, 0);
    assert.is(result.stdout, '');
    expectText(result.stderr, ['committed 2 files to main as ', ', including fleet.yaml']);
    assert.is(
      gitLine(sandbox.root, 'show', '--name-only', '--format='),
      'base/general/nodepool.yaml\nfleet.yaml',
    );
    assert.is(
      gitLine(sandbox.root, 'log', '-1', '--format=%B'),
      'all environments: general limits.cpu 100 → 200',
    );
    assert.equal(gitLine(sandbox.root, 'status', '--short').split('\n'), ['M  README.md', '?? notes.txt']);
    const again = sandbox.poolwright('commit');
    expectStatus(again, 0);
    expectText(again.stderr, ['nothing to commit']);
  }));

test('refuses what is not generated yet, what is wrong, and a fleet that cannot be read', () =>
  withRepository((sandbox) => {
    const head = gitLine(sandbox.root, 'rev-parse', 'HEAD');
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
      assert.is(gitLine(sandbox.root, 'rev-parse', 'HEAD'), head);
    }
  }));

test('a detached HEAD, as in most CI checkouts, takes a branch from the current commit', () =>
  withRepository((sandbox) => {
    sandbox.write('fleet.yaml', CHANGED);
    sandbox.poolwright('generate');
    git(sandbox.root, 'checkout', '-q', '--detach');
    const detached = sandbox.poolwright('commit');
    expectStatus(detached, 3);
    expectText(detached.stderr, [
      'error[command-failed]: HEAD is not on a branch',
      'help: Name a branch with --branch',
    ]);
    const head = gitLine(sandbox.root, 'rev-parse', 'HEAD');
    const branched = sandbox.poolwright('commit', '--branch', 'pools');
    expectStatus(branched, 0);
    assert.is(gitLine(sandbox.root, 'rev-parse', 'pools~1'), head);
    assert.is(gitLine(sandbox.root, 'rev-parse', '--abbrev-ref', 'HEAD'), 'pools');
  }));

test('a folder without a repository is refused with 3', () => {
  withSandbox(generatedFiles(), (outside) => {
    const result = outside.poolwright('commit');
    expectStatus(result, 3);
    expectText(result.stderr, ['error[command-failed]: ', 'help: ']);
    const report = JSON.parse(outside.poolwright('commit', '--format', 'json').stdout);
    assert.is(report.ok, false);
    assert.is(report.diagnostics[0].code, 'command-failed');
  });
});

test('the first commit of a repository holds the fleet and its tree, and a clone of it is in sync', () => {
  withSandbox(generatedFiles(), (sandbox) => {
    init(sandbox.root);
    expectStatus(sandbox.poolwright('hooks', 'install'), 0);
    const result = sandbox.poolwright('commit');
    expectStatus(result, 0);
    assert.match(
      gitLine(sandbox.root, 'log', '-1', '--format=%s'),
      /^fleet: add \S+ with 1 pool, 2 environments, \d clusters?$/,
    );
    git(sandbox.root, 'clone', '-q', '.', 'clone');
    expectStatus(sandbox.poolwright('validate', '--cwd', 'clone'), 0);
  });
});

test('with the hook installed: edit, generate, commit, also of what the fleet includes and names', () =>
  withRepository((sandbox) => {
    expectStatus(sandbox.poolwright('hooks', 'install'), 0);
    const pod = 'apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec: { containers: [] }\n';
    const part =
      'spec: { environments: { stage: { clusters: { stage-1: { variables: { CLUSTER: stage-1 } } } } } }\n';
    const fleet = `${FLEET}  workloads: ["pods/*.yaml"]\ninclude: ["parts/*.yaml"]\n`;
    const commit = (says: string): void => {
      expectStatus(sandbox.poolwright('generate'), 0);
      const result = sandbox.poolwright('commit');
      expectStatus(result, 0);
      assert.is(gitLine(sandbox.root, 'log', '-1', '--format=%s'), says);
      assert.is(gitLine(sandbox.root, 'status', '--short', '--', '.', ':!parts/note.txt'), '');
    };
    sandbox.write('fleet.yaml', fleet);
    sandbox.write('pods/a.yaml', pod);
    sandbox.write('parts/stage.yaml', part);
    sandbox.write('parts/note.txt', 'mine\n');
    commit('fleet: workloads unset → [pods/*.yaml], add environment stage');
    sandbox.write('pods/a.yaml', pod.replace('name: a', 'name: b'));
    commit('fleet: update pods/a.yaml');
    rmSync(join(sandbox.root, 'parts/stage.yaml'));
    sandbox.write('parts/empty.yaml', 'spec: {}\n');
    commit('fleet: remove environment stage');
    assert.is(gitLine(sandbox.root, 'ls-files', 'parts'), 'parts/empty.yaml');
  }));

test('what a fleet names and git ignores: a workload stays out, the fleet itself is refused', () =>
  withRepository((sandbox) => {
    sandbox.write('.gitignore', 'pods/\n');
    sandbox.write(
      'pods/a.yaml',
      'apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec: { containers: [] }\n',
    );
    sandbox.write('fleet.yaml', `${CHANGED}  workloads: ["pods/*.yaml"]\n`);
    expectStatus(sandbox.poolwright('generate'), 0);
    expectStatus(sandbox.poolwright('commit'), 0);
    assert.is(gitLine(sandbox.root, 'ls-files', 'pods'), '');
    git(sandbox.root, 'rm', '-q', '--cached', 'fleet.yaml');
    git(sandbox.root, 'commit', '-qm', 'without it');
    sandbox.write('.gitignore', 'fleet.yaml\npods/\n');
    const result = sandbox.poolwright('commit');
    expectStatus(result, 3);
    expectText(result.stderr, ['Git ignores fleet.yaml because of .gitignore:1']);
  }));

test('what hooks print is shown as it came, once', () =>
  withRepository((sandbox) => {
    mkdirSync(join(sandbox.root, '.git/hooks'), { recursive: true });
    const hook = join(sandbox.root, '.git/hooks/pre-commit');
    sandbox.write('fleet.yaml', CHANGED);
    expectStatus(sandbox.poolwright('generate'), 0);
    writeFileSync(hook, '#!/bin/sh\necho one\necho "  two" >&2\nexit 1\n', { mode: 0o755 });
    const refused = sandbox.poolwright('commit');
    expectStatus(refused, 3);
    assert.match(refused.stderr, 'one\n  two\n');
    assert.is(refused.stderr.split('  two').length, 2);
    expectText(refused.stderr, [
      'error[command-failed]: git, or a hook of the repository, rejected the commit',
    ]);
    const report = sandbox.poolwright('commit', '--format', 'json');
    expectStatus(report, 3);
    assert.is(report.stderr, 'one\n  two\n');
    const { diagnostics, result } = JSON.parse(report.stdout);
    assert.equal(result, { output: 'one\n  two' });
    assert.is(diagnostics.at(-1).code, 'command-failed');
    writeFileSync(hook, '#!/bin/sh\necho three\n', { mode: 0o755 });
    const passed = sandbox.poolwright('commit');
    expectStatus(passed, 0);
    assert.match(passed.stderr, 'three\n');
  }));

test('--push without a remote, and with one that refuses, says that it committed', () =>
  withRepository((sandbox) => {
    sandbox.write('fleet.yaml', CHANGED);
    expectStatus(sandbox.poolwright('generate'), 0);
    const result = sandbox.poolwright('commit', '--push');
    expectStatus(result, 3);
    const head = gitLine(sandbox.root, 'rev-parse', '--short=10', 'HEAD');
    expectText(result.stderr, [
      'The repository has no remote to push to',
      'help: ',
      `committed ${head}, not pushed`,
    ]);
    assert.is(gitLine(sandbox.root, 'rev-list', '--count', 'HEAD'), '2');
    git(sandbox.root, 'init', '-q', '--bare', 'remote.git');
    git(sandbox.root, 'remote', 'add', 'origin', './remote.git');
    const pushed = sandbox.poolwright('commit', '--push');
    expectStatus(pushed, 0);
    expectText(pushed.stderr, ['nothing to commit, pushed main']);
    assert.is(gitLine(sandbox.root, 'rev-parse', 'origin/main'), gitLine(sandbox.root, 'rev-parse', 'HEAD'));
  }));

test('a warning is printed once with the hook installed, also below the top of the repository', () => {
  const warned = change(
    CHANGED,
    '  variables:\n',
    '  variables:\n    IDLE: { description: not used, default: a }\n',
  );
  for (const folder of ['', 'deploy/'])
    withSandbox({ 'README.md': 'mine\n' }, (sandbox) => {
      for (const [path, text] of Object.entries(generatedFiles())) sandbox.write(folder + path, text);
      init(sandbox.root);
      git(sandbox.root, 'add', '.');
      git(sandbox.root, 'commit', '-qm', 'start');
      expectStatus(sandbox.poolwright('hooks', 'install'), 0);
      sandbox.write(`${folder}fleet.yaml`, warned);
      const cwd = ['--cwd', folder || '.'];
      expectStatus(sandbox.poolwright('generate', ...cwd), 0);
      const committed = sandbox.poolwright('commit', ...cwd);
      expectStatus(committed, 0);
      assert.is(committed.stderr.split('warning[unused-variable]').length - 1, 1, committed.stderr);
      expectText(committed.stderr, ['would accept this commit', 'committed ']);
      sandbox.write(`${folder}fleet.yaml`, change(warned, 'cpu: "200"', 'cpu: "300"'));
      expectStatus(sandbox.poolwright('generate', ...cwd), 0);
      git(sandbox.root, 'add', '.');
      const plain = run('git', ['commit', '-m', 'plain'], sandbox.root);
      expectStatus(plain, 0);
      assert.is(plain.stderr.split('warning[unused-variable]').length - 1, 1, plain.stderr);
    });
});

test('--branch and --push from a detached checkout, with the hook', () =>
  withRepository((sandbox) => {
    git(sandbox.root, 'init', '-q', '--bare', 'remote.git');
    git(sandbox.root, 'remote', 'add', 'origin', './remote.git');
    expectStatus(sandbox.poolwright('hooks', 'install'), 0);
    git(sandbox.root, 'checkout', '-q', '--detach');
    sandbox.write('fleet.yaml', CHANGED);
    expectStatus(sandbox.poolwright('generate'), 0);
    expectStatus(sandbox.poolwright('commit', '--branch', 'raise', '--push'), 0);
    assert.is(gitLine(sandbox.root, 'rev-parse', 'origin/raise'), gitLine(sandbox.root, 'rev-parse', 'HEAD'));
  }));

test('a fleet that is staged in part is committed as it is on disk, and other staged changes stay', () =>
  withRepository((sandbox) => {
    sandbox.write('fleet.yaml', change(FLEET, 'cpu: "100"', 'cpu: "150"'));
    git(sandbox.root, 'add', 'fleet.yaml');
    sandbox.write('README.md', 'staged\n');
    git(sandbox.root, 'add', 'README.md');
    sandbox.write('README.md', 'and more\n');
    sandbox.write('fleet.yaml', CHANGED);
    expectStatus(sandbox.poolwright('generate'), 0);
    expectStatus(sandbox.poolwright('commit'), 0);
    assert.is(gitLine(sandbox.root, 'show', 'HEAD:fleet.yaml'), CHANGED.trim());
    assert.is(gitLine(sandbox.root, 'status', '--short'), 'MM README.md');
  }));

test('--branch commits on a branch of its own', () =>
  withRepository((sandbox) => {
    sandbox.write('fleet.yaml', CHANGED);
    sandbox.poolwright('generate');
    const result = sandbox.poolwright('commit', '--branch', 'pools');
    expectStatus(result, 0);
    expectText(result.stderr, ['committed 2 files to pools as ']);
    assert.is(gitLine(sandbox.root, 'rev-parse', '--abbrev-ref', 'HEAD'), 'pools');
    assert.is(gitLine(sandbox.root, 'rev-list', '--count', 'main'), '1');
  }));

test.run();
