import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { change, generatedFiles } from '../support/fleets.ts';
import { gitLine, type Repository } from '../support/git.ts';
import * as gitlab from '../support/gitlab-api.ts';
import { INPUTS, jobsOf, runJob } from '../support/gitlab-job.ts';
import { poolwright } from '../support/poolwright.ts';
import { type Exchange, withRecordedServer } from '../support/recorded-server.ts';
import { CLI, type CommandResult, expectStatus, expectText, PROJECT } from '../support/run.ts';
import { STALE, TAINTED, taint, withFleet, withMergedChange } from './support.ts';

const test = suite('the GitLab template');

const COMMAND = { command: `${process.execPath} ${CLI}` };

/** Runs the job for a merge request, whose API replays the exchanges; gives also what was written to it. */
function runForMergeRequest(
  { top }: Repository,
  inputs: Record<string, string>,
  exchanges: readonly Exchange[],
  env: Record<string, string> = {},
  shell?: 'sh',
): Promise<CommandResult & { bodies: string[] }> {
  return withRecordedServer(exchanges, async ({ url, requests }) => {
    const variables = {
      CI_API_V4_URL: url,
      CI_PIPELINE_SOURCE: 'merge_request_event',
      CI_MERGE_REQUEST_EVENT_TYPE: 'merged_result',
      CI_MERGE_REQUEST_PROJECT_ID: gitlab.PROJECT_ID,
      CI_MERGE_REQUEST_PROJECT_URL: 'https://gitlab.example.com/platform/fleet',
      CI_MERGE_REQUEST_IID: String(gitlab.IID),
      CI_COMMIT_SHA: '6dcb09b5b57875f334f61aebed695e2e4193db5e',
      CI_JOB_URL: 'https://gitlab.example.com/platform/fleet/-/jobs/12',
      GITLAB_TOKEN: 'glpat-secret',
      ...env,
    };
    const result = await runJob(
      top,
      { ...COMMAND, ...inputs },
      { env: variables, ...(shell ? { shell } : {}) },
    );
    return { ...result, bodies: requests.flatMap(({ body }) => body.body ?? []) };
  });
}

interface Issue {
  check_name: string;
  fingerprint: string;
  location: { path: string; lines: { begin: number } };
}

function issues({ top }: Repository, id = 'poolwright'): Issue[] {
  return JSON.parse(readFileSync(join(top, `poolwright-${id}/code-quality.json`), 'utf8'));
}

test('a merge request gets its plan and findings as a note, and keeps the page', () =>
  withMergedChange(taint, async (repository) => {
    const created = await runForMergeRequest(repository, {}, [gitlab.listed([]), gitlab.created(2)]);
    expectStatus(created, 0);
    const [body = ''] = created.bodies;
    assert.match(
      body,
      /^<!-- poolwright comment: poolwright -->\n\n### Plan: 1 pool rolls all nodes in 2 clusters\n/,
    );
    expectText(body, ['| dev, prod | general | rolls all nodes |', '### poolwright gate: ', '/-/jobs/12)']);
    assert.match(repository.read('poolwright-poolwright/report.html'), /^<!doctype html>/i);
    const note = gitlab.note(2, gitlab.BOT_ID, body.replace('10 assumed', '9 assumed'));
    const updated = await runForMergeRequest(
      repository,
      {},
      [gitlab.listed([note]), gitlab.user(), gitlab.updated(2)],
      {},
      'sh',
    );
    expectStatus(updated, 0);
  }));

test('the base is the merge base where the pipeline runs for the branch alone', () =>
  withMergedChange(taint, async (repository) => {
    const base = gitLine(repository.top, 'rev-parse', 'HEAD^1');
    repository.git('checkout', '--quiet', 'change');
    const result = await runForMergeRequest(repository, { comment: 'false' }, [], {
      CI_MERGE_REQUEST_EVENT_TYPE: 'detached',
      CI_MERGE_REQUEST_DIFF_BASE_SHA: base,
    });
    expectStatus(result, 0);
    expectText(result.stdout, [`Against ${base.slice(0, 10)}`, '  ~ general  rolls all nodes']);
  }));

test('findings fail the job, and are in the files that GitLab reads', () =>
  withMergedChange(
    (repository) => repository.write('eu/fleet.yaml', change(TAINTED, 'cpu: "200"', 'cpu: "300"')),
    async (repository) => {
      const inputs = { cwd: 'eu', id: 'eu', 'fail-on': 'all' };
      const result = await runForMergeRequest(repository, inputs, [gitlab.listed([]), gitlab.created(2)]);
      expectStatus(result, 1);
      expectText(result.bodies[0] ?? '', ['rolls all nodes', '| error | `tree-stale` |']);
      const [stale] = issues(repository, 'eu').filter(({ check_name }) => check_name === 'tree-stale');
      assert.match(stale?.location.path ?? '', /^eu\//);
      assert.match(repository.read('poolwright-eu/gate.xml'), 'tree-stale');
      const { artifacts } = jobsOf({ id: 'eu' }).poolwright ?? {};
      for (const path of [...(artifacts?.paths ?? []), ...Object.values(artifacts?.reports ?? {})])
        assert.ok(existsSync(join(repository.top, path)), path);
    },
    { below: 'eu' },
  ));

test('a fork has no token, which is a notice; a token without its scope, too', () =>
  withMergedChange(taint, async (repository) => {
    const fork = await runForMergeRequest(repository, {}, [], { GITLAB_TOKEN: '' });
    expectStatus(fork, 0);
    expectText(fork.stderr, ['notice[comment-not-written]: GITLAB_TOKEN is not set']);
    const rejected: Exchange = { request: `POST ${gitlab.NOTES}`, response: gitlab.SCOPE };
    const reads = await runForMergeRequest(repository, {}, [gitlab.listed([]), rejected]);
    expectStatus(reads, 0);
    expectText(reads.stderr, ['insufficient_scope', 'scope api']);
  }));

test('--fail-on alone fails the job, and does so where nothing can be planned', () =>
  withMergedChange(taint, async (repository) => {
    const inputs = { comment: 'false', 'fail-on': 'all' };
    expectStatus(await runForMergeRequest(repository, inputs, []), 1);
    expectStatus(await runForMergeRequest(repository, { ...inputs, 'fail-on': 'deleted' }, []), 0);
    repository.git('mv', 'fleet.yaml', 'other.yaml');
    const moved = await runForMergeRequest(repository, inputs, []);
    assert.is.not(moved.status, 0);
    expectText(moved.stderr, ['no plan for fail-on']);
  }));

test('a fleet that the base does not have is not planned, whatever decides', () =>
  withMergedChange(
    (repository) => {
      for (const [path, text] of Object.entries(generatedFiles())) repository.write(`new/${path}`, text);
    },
    async (repository) => {
      const inputs = { cwd: 'new', 'fail-on': 'all', comment: 'false' };
      for (const shell of [undefined, 'sh'] as const) {
        const added = await runForMergeRequest(repository, inputs, [], {}, shell);
        expectStatus(added, 0);
        expectText(added.stdout, ['no plan: the fleet is new, so no running node is affected\n']);
        assert.not.ok(existsSync(join(repository.top, 'poolwright-poolwright/plan.md')));
        assert.equal(issues(repository), []);
      }
    },
  ));

test('a pipeline of the default branch runs the gate alone', () =>
  withFleet(async (repository) => {
    const env = { CI_PIPELINE_SOURCE: 'push' };
    expectStatus(await runJob(repository.top, COMMAND, { env }), 0);
    assert.equal(issues(repository), []);
    repository.write('fleet.yaml', STALE);
    repository.git('commit', '--quiet', '-am', 'left behind');
    const bad = await runJob(repository.top, COMMAND, { env, shell: 'sh' });
    expectStatus(bad, 1);
    expectText(bad.stderr, ['error[tree-stale]: ', 'the commit is blocked']);
    assert.not.ok(existsSync(join(repository.top, 'poolwright-poolwright/plan.md')));
    assert.is(issues(repository).length, 1);
  }));

test('the gate of docs/gate.md writes the files that its job keeps', () =>
  withFleet((repository) => {
    repository.write('fleet.yaml', STALE);
    repository.git('commit', '--quiet', '-am', 'left behind');
    const page = readFileSync(join(PROJECT, 'docs/gate.md'), 'utf8');
    const [, args = ''] = /- npx poolwright (gate .*)/.exec(page) ?? [];
    const result = poolwright(repository.top, args.split(' '));
    expectStatus(result, 1);
    assert.match(repository.read('gate.xml'), 'tree-stale');
    assert.match(repository.read('quality.json'), 'tree-stale');
    assert.match(result.stderr, 'the commit is blocked');
  }));

test('docs/gitlab.md lists every input with its default', () => {
  const page = readFileSync(join(PROJECT, 'docs/gitlab.md'), 'utf8');
  const rows = page.split('\n').filter((line) => line.startsWith('| `'));
  for (const [name, { default: fallback }] of Object.entries(INPUTS)) {
    const row = rows.find((line) => (line.split('|')[1] ?? '').includes(`\`${name}\``)) ?? '';
    assert.ok(row.includes(fallback === '' ? '| |' : `\`${String(fallback)}\``), name);
  }
});

test('the template has the version of the package, and a text for every input', () => {
  const { version } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8'));
  assert.is(INPUTS.command?.default, `npx --yes poolwright@${version}`);
  assert.equal(Object.keys(jobsOf({ job: 'fleet' })), ['fleet']);
});

test.run();
