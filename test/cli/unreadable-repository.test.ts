import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { withFleet } from '../generator/gate/support.ts';
import type { Repository } from '../support/git.ts';
import { readPage } from '../support/page.ts';
import { poolwright } from '../support/poolwright.ts';
import { type CommandResult, expectStatus, expectText } from '../support/run.ts';

const test = suite('a repository that git does not read');

/** Git as it is for another user than the owner, who trusts no folder. */
const UNTRUSTED = {
  GIT_TEST_ASSUME_DIFFERENT_OWNER: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
};

const NEEDS_GIT = [
  'gate',
  'gate --all',
  'commit',
  'commit --branch topic',
  'validate --base main',
  'plan',
  'plan main..HEAD',
  'diff dev@HEAD dev',
  'report --base main',
  'hooks install',
  'hooks status',
];

function ask(repository: Repository, line: string, env: Record<string, string> = UNTRUSTED): CommandResult {
  return poolwright(repository.folder, line.split(' '), env);
}

test('every command that needs git says what git says, and how to trust the repository', () =>
  withFleet((repository) => {
    for (const line of NEEDS_GIT) {
      const result = ask(repository, line);
      expectStatus(result, 3);
      expectText(result.stderr, [
        `error[command-failed]: git does not trust the repository: detected dubious ownership in repository at '${repository.top}'\n`,
        `\n  help: Run git config --global --add safe.directory ${repository.top}\n`,
      ]);
      assert.not.match(result.stderr, '\ufffd');
      assert.not.match(result.stderr, 'not in a git repository');
    }
  }));

test('a base that is optional is a warning, and none for its owner', () =>
  withFleet((repository) => {
    for (const line of ['validate', 'generate', 'generate --check']) {
      const result = ask(repository, line);
      expectStatus(result, 0);
      expectText(result.stderr, [
        'warning[base-unreadable]: updates are not checked: git does not trust the repository: ',
        `\n  help: Run git config --global --add safe.directory ${repository.top}\n`,
      ]);
      const control = ask(repository, line, {});
      expectStatus(control, 0);
      assert.not.match(control.stderr, 'base-unreadable');
    }
    const without = ask(repository, 'validate --base none');
    expectStatus(without, 0);
    assert.not.match(without.stderr, 'base-unreadable');
  }));

test('a report says that it has no plan, and exits by its other findings', () =>
  withFleet((repository) => {
    const result = ask(repository, 'report');
    expectStatus(result, 0);
    const said = 'no plan, and updates are not checked: git does not trust the repository: ';
    expectText(result.stderr, [
      `warning[base-unreadable]: ${said}`,
      `\n  help: Run git config --global --add safe.directory ${repository.top}\n`,
      '\n1 warning\n',
    ]);
    const page = readPage(repository.read('report.html'));
    assert.is(page.model.plan, undefined);
    assert.ok(page.model.instances);
    expectText(page.markup, [`<p class="sentence">N${said.slice(1)}`]);
    const wrong = ask(repository, 'report nope');
    expectStatus(wrong, 2);
    expectText(wrong.stderr, ['no environment or cluster is called nope']);
    repository.write('clusters/dev-1/by-hand.yaml', 'a: 1\n');
    repository.write('base/general/nodepool.yaml', 'by: hand\n');
    expectStatus(ask(repository, 'report'), 1);
    repository.git('checkout', 'base');
    expectStatus(ask(repository, 'report', {}), 0);
    const control = readPage(repository.read('report.html'));
    assert.ok(control.model.plan);
    assert.equal(control.model.diagnostics, []);
  }));

test('annotations that cannot name files from the top of the repository say so', () =>
  withFleet(
    (repository) => {
      repository.write('below/overlays/prod/kustomization.yaml', 'by: hand\n');
      const line = 'validate --base none --format github';
      const result = ask(repository, line);
      expectText(result.stdout, ['file=overlays/', 'not from the top of the repository: git does not trust']);
      const control = ask(repository, line, {});
      expectText(control.stdout, ['file=below/overlays/']);
      assert.not.match(control.stdout, 'from the top');
    },
    { below: 'below' },
  ));

test('a broken configuration of the repository, and a .git file that leads nowhere, are not silent either', () => {
  withFleet((repository) => {
    repository.write('.git/config', '[core\n');
    const said = 'fatal: bad config line 1 in file';
    const gate = ask(repository, 'gate', {});
    expectStatus(gate, 3);
    expectText(gate.stderr, [said]);
    const validated = ask(repository, 'validate', {});
    expectStatus(validated, 0);
    expectText(validated.stderr, ['warning[base-unreadable]: updates are not checked: git rev-parse', said]);
  });
  withFleet(
    (repository) => {
      writeFileSync(join(repository.folder, '.git'), 'gitdir: /nowhere/at/all\n');
      const gate = ask(repository, 'gate', {});
      expectStatus(gate, 3);
      expectText(gate.stderr, ['fatal: not a git repository: /nowhere/at/all']);
      expectText(ask(repository, 'validate', {}).stderr, ['warning[base-unreadable]', '/nowhere/at/all']);
    },
    { below: 'module' },
  );
});

test('init does not take a repository that it cannot read for none, and writes nothing', () =>
  withFleet((repository) => {
    repository.write('new/.keep', '');
    const line = 'init --clusters dev-1 --cwd new';
    const result = ask(repository, line);
    expectStatus(result, 3);
    expectText(result.stderr, ['help: Run git config --global --add safe.directory']);
    assert.throws(() => repository.read('new/fleet.yaml'), 'ENOENT');
    expectStatus(ask(repository, line, {}), 0);
  }));

test('a branch name that git does not allow is a wrong argument', () =>
  withFleet((repository) => {
    const wrong = poolwright(repository.folder, ['commit', '--branch', 'bad name']);
    expectStatus(wrong, 2);
    expectText(wrong.stderr, [
      'error[invalid-value]: "bad name" is not a valid branch name\n',
      '  help: Choose another name',
    ]);
    expectStatus(ask(repository, 'commit --branch good-name', {}), 0);
  }));

test.run();
