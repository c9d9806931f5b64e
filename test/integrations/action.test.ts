import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { DYNAMIC, STATIC } from '../generator/gate/support.ts';
import { change, generatedFiles } from '../support/fleets.ts';
import { git, type Repository } from '../support/git.ts';
import { ACTION, type ActionRun, runAction } from '../support/github-action.ts';
import * as github from '../support/github-api.ts';
import { type Exchange, withRecordedServer } from '../support/recorded-server.ts';
import { expectText, PROJECT } from '../support/run.ts';
import { createSandbox, removeAfter } from '../support/sandbox.ts';
import { STALE, TAINTED, taint, withFleet, withMergedChange } from './support.ts';

const test = suite('action.yml');

const BOT = 'github-actions[bot]';
const NO_KUBECONFORM = { kubeconform: 'off' };

/** The event of a pull request. */
function pullRequest(isFork = false): object {
  return {
    action: 'synchronize',
    number: github.NUMBER,
    pull_request: {
      number: github.NUMBER,
      head: {
        sha: '6dcb09b5b57875f334f61aebed695e2e4193db5e',
        repo: { full_name: isFork ? 'someone/octo-repo' : github.REPOSITORY, fork: isFork },
      },
      base: { ref: 'main', repo: { full_name: github.REPOSITORY, fork: false } },
    },
  };
}

/** Runs the action for a pull request, whose API replays the exchanges; gives also what was written to it. */
function runForPullRequest(
  { top }: Pick<Repository, 'top'>,
  inputs: Record<string, string>,
  exchanges: readonly Exchange[],
  { isFork = false, actor = 'octocat' } = {},
): Promise<ActionRun & { bodies: string[] }> {
  return withRecordedServer(exchanges, async ({ url, requests }) => {
    const env = {
      GITHUB_API_URL: url,
      GITHUB_GRAPHQL_URL: `${url}/graphql`,
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_REPOSITORY: github.REPOSITORY,
      GITHUB_RUN_ID: '1658821493',
      GITHUB_EVENT_NAME: 'pull_request',
    };
    const result = await runAction(
      top,
      { ...NO_KUBECONFORM, ...inputs },
      { event: pullRequest(isFork), actor, env },
    );
    return { ...result, bodies: requests.flatMap(({ body }) => body.body ?? []) };
  });
}

test('a push passes with a good repository, and annotates a bad one at its lines', () =>
  withFleet(
    async (repository) => {
      const inputs = { ...NO_KUBECONFORM, cwd: 'a fleet', comment: 'true' };
      const good = await runAction(repository.top, inputs);
      assert.is(good.status, 0, good.stderr);
      assert.match(good.summary, '### poolwright gate: no findings');
      repository.write('a fleet/fleet.yaml', STALE);
      repository.git('commit', '--quiet', '-am', 'left behind');
      const bad = await runAction(repository.top, inputs);
      assert.is(bad.status, 1);
      assert.match(bad.stdout, /^::error file=a fleet\/overlays\/prod\/.*title=poolwright tree-stale::/m);
      assert.match(bad.summary, '| error | `tree-stale` |');
      assert.is((await runAction(repository.top, { ...inputs, since: 'HEAD' })).status, 0);
      assert.is((await runAction(repository.top, { ...inputs, since: 'HEAD~1' })).status, 1);
    },
    { below: 'a fleet' },
  ));

test('validates as an update of the revision that it is given', () =>
  withFleet(
    async (repository) => {
      repository.write('fleet.yaml', STATIC);
      repository.generate();
      repository.git('commit', '--quiet', '-am', 'static');
      assert.is((await runAction(repository.top, NO_KUBECONFORM)).status, 0);
      const update = await runAction(repository.top, { ...NO_KUBECONFORM, base: 'HEAD^1' });
      assert.is(update.status, 1);
      assert.match(update.stdout, /^::error file=fleet.yaml,.*title=poolwright update-rejected::/m);
    },
    { fleet: DYNAMIC },
  ));

test('a pull request gets its plan and findings as a comment and in the summary', () =>
  withMergedChange(taint, async (repository) => {
    const created = await runForPullRequest(repository, { comment: 'true' }, [
      github.listed([]),
      github.created(2),
    ]);
    assert.is(created.status, 0, created.stderr);
    const [body = ''] = created.bodies;
    assert.match(
      body,
      /^<!-- poolwright comment: poolwright -->\n\n### Plan: 1 pool rolls all nodes in 2 clusters\n/,
    );
    expectText(body, [
      '| dev, prod | general | rolls all nodes | 10 assumed | 2 clusters: dev\\-1, prod\\-1 |',
      '### poolwright gate: ',
      'Of commit 6dcb09b5b5, [in this job](https://github.com/octo-org/octo-repo/actions/runs/1658821493)',
    ]);
    expectText(created.summary, ['### Plan: 1 pool rolls all nodes in 2 clusters', '### poolwright gate: ']);
    expectText(created.stdout, ['  ~ general  rolls all nodes']);
    const comments = [
      github.githubComment(1, 'octocat', body),
      github.githubComment(2, BOT, body.replace('10 assumed', '9 assumed')),
    ];
    const updated = await runForPullRequest(repository, { comment: 'true' }, [
      github.listed(comments),
      github.viewer(),
      github.updated(2),
    ]);
    assert.is(updated.status, 0, updated.stderr);
    const other = await runForPullRequest(repository, { comment: 'true', id: 'eu' }, [
      github.listed(comments),
      github.created(3),
    ]);
    assert.match(other.bodies[0] ?? '', /^<!-- poolwright comment: eu -->\n/);
  }));

test('a fleet in a folder is planned where cwd names it', () =>
  withMergedChange(
    (repository) => {
      repository.write('eu/fleet.yaml', TAINTED);
      repository.generate();
    },
    async (repository) => {
      const inputs = { comment: 'true', cwd: 'eu' };
      const { bodies } = await runForPullRequest(repository, inputs, [github.listed([]), github.created(2)]);
      assert.match(bodies[0] ?? '', '### Plan: 1 pool rolls all nodes in 2 clusters');
      const without = await runForPullRequest(repository, {}, []);
      assert.is(without.status, 0);
      assert.match(
        without.stdout,
        /^::notice title=poolwright::no plan, since fleet.yaml is not at the top/m,
      );
    },
    { below: 'eu' },
  ));

test('a change that does not affect a fleet gets no comment, and replaces one', () =>
  withMergedChange(
    (repository) => repository.write('README.md', 'changed\n'),
    async (repository) => {
      const none = await runForPullRequest(repository, { comment: 'true' }, [github.listed([])]);
      assert.is(none.status, 0, none.stderr);
      const old = github.githubComment(2, BOT, '<!-- poolwright comment: poolwright -->\n\n### Plan: old\n');
      const replaced = await runForPullRequest(repository, { comment: 'true' }, [
        github.listed([old]),
        github.viewer(),
        github.updated(2),
      ]);
      assert.match(replaced.bodies.at(-1) ?? '', '### Plan: no pool changes in 2 clusters');
    },
  ));

test('a read-only token of a fork leaves the summary, with a notice and without a failure', () =>
  withMergedChange(taint, async (repository) => {
    const exchanges: Exchange[] = [
      github.listed([]),
      { request: `POST ${github.COMMENTS}`, response: github.READ_ONLY },
    ];
    const inputs = { comment: 'true', sarif: 'true' };
    const { status, stdout, summary, used } = await runForPullRequest(repository, inputs, exchanges, {
      isFork: true,
    });
    assert.is(status, 0);
    assert.match(stdout, /^::notice title=poolwright comment-not-written::GitHub rejects .*read-only token/m);
    assert.match(summary, '### Plan: 1 pool rolls all nodes in 2 clusters');
    assert.not.ok(used.some(({ action }) => action.includes('codeql')));
    const bot = await runForPullRequest(repository, { sarif: 'true' }, [], { actor: 'dependabot[bot]' });
    assert.not.ok(bot.used.some(({ action }) => action.includes('codeql')));
  }));

test('a comment that cannot be written for another reason fails, with annotations and summary', () =>
  withMergedChange(taint, async (repository) => {
    const missing: Exchange = { ...github.listed([]), response: github.NOT_FOUND };
    const { status, stdout, summary } = await runForPullRequest(repository, { comment: 'true' }, [missing]);
    assert.is(status, 3);
    assert.match(stdout, /^::error title=poolwright command-failed::GitHub rejects .*404: Not Found/m);
    assert.match(summary, '### Plan: ');
  }));

test('a failed gate and a failed plan still get the comment, the report and the findings', () =>
  withMergedChange(
    (repository) => repository.write('fleet.yaml', change(TAINTED, 'cpu: "200"', 'cpu: "300"')),
    async (repository) => {
      const inputs = { comment: 'true', report: 'true', sarif: 'true', 'fail-on': 'all', id: 'eu' };
      const result = await runForPullRequest(repository, inputs, [github.listed([]), github.created(2)]);
      assert.is(result.status, 1);
      expectText(result.bodies[0] ?? '', ['rolls all nodes', '| error | `tree-stale` |']);
      expectText(result.stderr, ['--fail-on all: 1 pool rolls all nodes in 2 clusters']);
      const [, report, sarif] = result.used;
      assert.is(report?.with.name, 'eu-report');
      assert.match(report?.texts[0] ?? '', /^<!doctype html>/i);
      assert.is(sarif?.with.category, 'eu');
      const { runs } = JSON.parse(sarif?.texts[0] ?? '');
      assert.ok(runs[0].results.some(({ ruleId }: Record<string, string>) => ruleId === 'tree-stale'));
    },
  ));

test('--fail-on alone fails a plan', () =>
  withMergedChange(taint, async (repository) => {
    assert.is((await runForPullRequest(repository, { 'fail-on': 'deleted' }, [])).status, 0);
    assert.is((await runForPullRequest(repository, { 'fail-on': 'all' }, [])).status, 1);
  }));

test('without the base there is a notice and no plan, and a failure where the plan decides', () =>
  withMergedChange(taint, (repository) =>
    removeAfter(createSandbox(), async ({ root, remove }) => {
      git(root, 'clone', '--quiet', '--depth=1', `file://${repository.top}`, 'shallow');
      const shallow = { top: `${root}/shallow`, remove };
      const { status, stdout } = await runForPullRequest(shallow, {}, []);
      assert.is(status, 0);
      assert.match(
        stdout,
        /^::notice title=poolwright::no plan, since the base is not fetched: .*fetch-depth 2/m,
      );
      const decides = await runForPullRequest(shallow, { 'fail-on': 'all' }, []);
      assert.is(decides.status, 2);
      assert.match(decides.stdout, /^::error title=poolwright::no plan for fail-on/m);
    }),
  ));

test('a fleet that the base does not have is not planned, whatever decides, and one that it has is', () =>
  withMergedChange(
    (repository) => {
      for (const [path, text] of Object.entries(generatedFiles())) repository.write(`new/${path}`, text);
      taint(repository);
    },
    async (repository) => {
      const added = await runForPullRequest(repository, { cwd: 'new', 'fail-on': 'all', report: 'true' }, []);
      assert.is(added.status, 0, added.stderr);
      assert.match(added.stdout, /^::notice title=poolwright::no plan, since the fleet is new/m);
      assert.match(added.summary, '### poolwright gate: ');
      const known = await runForPullRequest(repository, { 'fail-on': 'all' }, []);
      assert.is(known.status, 1);
    },
  ));

test('docs/gate.md lists every input with its default', () => {
  const page = readFileSync(join(PROJECT, 'docs/gate.md'), 'utf8');
  for (const [name, { default: fallback }] of Object.entries(ACTION.inputs)) {
    const shown = fallback === '' ? '' : `\`${fallback.replace(/^\$\{\{ | \}\}$/g, '')}\` `;
    assert.ok(page.includes(`| \`${name}\` | ${shown}| `), name);
  }
});

test('inputs reach no shell as text, and other actions are pinned by digest', () => {
  for (const { run = '', uses } of ACTION.runs.steps) {
    assert.not.match(run, '${{');
    if (uses !== undefined) assert.match(uses, /^[\w/-]+@[0-9a-f]{40}$/);
  }
});

test.run();
