import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { withFleet } from '../generator/gate/support.ts';
import { git } from '../support/git.ts';
import { readPage } from '../support/page.ts';
import { poolwright } from '../support/poolwright.ts';
import { expectStatus, expectText } from '../support/run.ts';

const test = suite('a shallow clone');

/** Calls `use` with a clone of a branch `topic` that has no commit of `main`. */
function withShallow(use: (clone: string) => void): void {
  withFleet((repository) => {
    repository.git('switch', '--quiet', '-c', 'topic');
    for (const one of ['one', 'two']) {
      repository.write('README.md', `${one}\n`);
      repository.git('commit', '--quiet', '--no-verify', '-am', one);
    }
    const clone = join(repository.top, '.git', 'clone');
    git('/', 'clone', '--quiet', '--depth=1', '--branch=topic', `file://${repository.top}`, clone);
    use(clone);
  });
}

test('help for a missing base names the fetch that gets it', () =>
  withShallow((clone) => {
    const fetch = 'git fetch --unshallow origin +refs/heads/main:refs/remotes/origin/main';
    const base = ['validate', '--base', 'origin/main'];
    const missing = poolwright(clone, base);
    expectStatus(missing, 2);
    expectText(missing.stderr, [
      'error[base-unreadable]: the repository has no revision origin/main\n',
      `  help: The clone is shallow: run ${fetch}, or with --deepen=100 instead of --unshallow; `,
      'fetch-depth: 0',
    ]);
    const older = poolwright(clone, ['plan', 'HEAD~1..HEAD']);
    expectStatus(older, 2);
    expectText(older.stderr, ['help: The clone is shallow: run git fetch --unshallow, or with --deepen=100']);
    git(clone, ...fetch.split(' ').slice(1));
    expectStatus(poolwright(clone, base), 0);
    const wrong = poolwright(clone, ['validate', '--base', 'origin/mian']);
    expectStatus(wrong, 2);
    assert.not.match(wrong.stderr, 'shallow');
  }));

test('a base that no one names and that the clone lacks is a warning until it is fetched', () =>
  withShallow((clone) => {
    git(clone, 'fetch', '--quiet', '--depth=1', 'origin', 'main:refs/remotes/origin/main');
    git(clone, 'branch', '--quiet', '--unset-upstream');
    git(clone, 'symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/main');
    const said = 'the commit where the branch left its upstream was not found';
    const validated = poolwright(clone, ['validate']);
    expectStatus(validated, 0);
    expectText(validated.stderr, [
      `warning[base-unreadable]: updates are not checked: ${said}\n`,
      'help: The clone is shallow: run git fetch --unshallow',
    ]);
    const auto = poolwright(clone, ['validate', '--base', 'auto']);
    expectStatus(auto, 2);
    expectText(auto.stderr, [`error[base-unreadable]: ${said}\n`]);
    const plan = poolwright(clone, ['plan']);
    expectStatus(plan, 2);
    expectText(plan.stderr, [`error[base-unreadable]: ${said}\n`]);
    const report = poolwright(clone, ['report']);
    expectStatus(report, 0);
    const missing = `no plan, and updates are not checked: ${said}`;
    expectText(report.stderr, [`warning[base-unreadable]: ${missing}\n`, '\n1 warning\n']);
    const page = readPage(readFileSync(join(clone, 'report.html'), 'utf8'));
    assert.is(page.model.plan, undefined);
    expectText(page.markup, [`N${missing.slice(1)}`]);
    git(clone, 'fetch', '--quiet', '--unshallow');
    for (const command of ['validate', 'plan', 'report']) {
      const control = poolwright(clone, [command]);
      expectStatus(control, 0);
      assert.not.match(control.stderr, 'base-unreadable');
    }
    assert.ok(readPage(readFileSync(join(clone, 'report.html'), 'utf8')).model.plan);
  }));

test.run();
