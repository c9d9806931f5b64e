import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import * as github from '../support/github-api.ts';
import * as gitlab from '../support/gitlab-api.ts';
import { poolwright, poolwrightAsync } from '../support/poolwright.ts';
import { type Exchange, type RecordedServer, withRecordedServer } from '../support/recorded-server.ts';
import { CLI, type CommandResult, expectStatus, expectText, runAsync } from '../support/run.ts';
import { type Sandbox, withSandbox } from '../support/sandbox.ts';

const test = suite('poolwright comment');

const PLAN = '### Plan: 1 pool rolls all nodes in 2 clusters\n';
const NOTHING = '### Plan: no pool changes\n\n<!-- poolwright: nothing to report -->\n';
const HEAD = '6dcb09b5b57875f334f61aebed695e2e4193db5e';

/** What a job of a pull request has in its environment, beside this process's. */
function githubJob(sandbox: Sandbox, { url }: RecordedServer): Record<string, string> {
  sandbox.write(
    'event.json',
    JSON.stringify({
      action: 'synchronize',
      number: github.NUMBER,
      pull_request: { number: github.NUMBER, head: { sha: HEAD } },
    }),
  );
  return {
    GITHUB_ACTIONS: 'true',
    GITHUB_API_URL: url,
    GITHUB_GRAPHQL_URL: `${url}/graphql`,
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_REPOSITORY: github.REPOSITORY,
    GITHUB_RUN_ID: '1658821493',
    GITHUB_SHA: '0000000000000000000000000000000000000000',
    GITHUB_EVENT_NAME: 'pull_request',
    GITHUB_EVENT_PATH: join(sandbox.root, 'event.json'),
    GITHUB_TOKEN: 'ghs_secret',
    GITLAB_CI: '',
  };
}

function gitlabJob({ url }: RecordedServer): Record<string, string> {
  return {
    GITHUB_ACTIONS: '',
    GITLAB_CI: 'true',
    CI_API_V4_URL: url,
    CI_PIPELINE_SOURCE: 'merge_request_event',
    CI_PROJECT_ID: '99',
    CI_MERGE_REQUEST_PROJECT_ID: gitlab.PROJECT_ID,
    CI_MERGE_REQUEST_PROJECT_URL: 'https://gitlab.example.com/platform/fleet',
    CI_MERGE_REQUEST_IID: String(gitlab.IID),
    CI_COMMIT_SHA: HEAD,
    CI_JOB_URL: 'https://gitlab.example.com/platform/fleet/-/jobs/12',
    GITLAB_TOKEN: 'glpat-secret',
  };
}

function comment(
  exchanges: readonly Exchange[],
  args: readonly string[],
  {
    plan = PLAN,
    env = {},
    on = 'github',
  }: { plan?: string; env?: Record<string, string>; on?: 'github' | 'gitlab' } = {},
): Promise<{ result: CommandResult; bodies: (string | undefined)[] }> {
  return withSandbox({ 'plan.md': plan, 'gate.md': '### poolwright gate: 1 warning\n' }, (sandbox) =>
    withRecordedServer(exchanges, async (server) => {
      const job = on === 'github' ? githubJob(sandbox, server) : gitlabJob(server);
      const result = await poolwrightAsync(sandbox.root, ['comment', ...args], { ...job, ...env });
      for (const secret of ['ghs_secret', 'glpat-secret'])
        assert.not.ok(`${result.stdout}${result.stderr}`.includes(secret));
      return { result, bodies: server.requests.map(({ body }) => body.body) };
    }),
  );
}

test('writes the reports of a pull request into one comment, with commit and job', async () => {
  const { result, bodies } = await comment([github.listed([]), github.created(2)], ['plan.md', 'gate.md']);
  expectStatus(result, 0);
  assert.is(result.stderr, `created https://github.com/${github.REPOSITORY}/pull/7#issuecomment-2\n`);
  assert.is(
    bodies[1],
    `<!-- poolwright comment: poolwright -->

### Plan: 1 pool rolls all nodes in 2 clusters

### poolwright gate: 1 warning

Of commit 6dcb09b5b5, [in this job](https://github.com/${github.REPOSITORY}/actions/runs/1658821493)
`,
  );
});

test('--id keeps the comments of two jobs apart, --number names another request', async () => {
  const others = [
    github.githubComment(1, 'github-actions[bot]', '<!-- poolwright comment: poolwright -->\nx'),
  ];
  const { bodies } = await comment(
    [github.listed(others), github.created(2)],
    ['--id', 'eu.staging', 'plan.md'],
  );
  assert.match(bodies[1] ?? '', /^<!-- poolwright comment: eu\.staging -->\n/);
  const list = `/repos/${github.REPOSITORY}/issues/12/comments`;
  await comment(
    [
      { ...github.listed([]), request: `GET ${list}?per_page=100` },
      { ...github.created(2), request: `POST ${list}` },
    ],
    ['--number', '12', 'plan.md'],
  );
});

test('a plan without changes creates no comment', async () => {
  const { result } = await comment([github.listed([])], ['plan.md', '--format', 'json'], { plan: NOTHING });
  expectStatus(result, 0);
  assert.equal(JSON.parse(result.stdout).result, { comment: { action: 'none' } });
});

test('a read-only token is a notice, also as an annotation, and no failure', async () => {
  const exchanges: Exchange[] = [
    github.listed([]),
    { request: `POST ${github.COMMENTS}`, response: github.READ_ONLY },
  ];
  const { result } = await comment(exchanges, ['plan.md']);
  expectStatus(result, 0);
  expectText(result.stderr, [
    'notice[comment-not-written]: ',
    'Resource not accessible',
    'pull-requests: write',
  ]);
  const annotated = await comment(exchanges, ['plan.md', '--format', 'github']);
  assert.match(annotated.result.stdout, /^::notice title=poolwright comment-not-written::/);
});

test('what the server rejects ends with 3, and its text reaches no terminal as it is', async () => {
  const response = { status: 422, body: { message: 'Validation \u001b[31mFailed' } };
  const { result } = await comment(
    [github.listed([]), { request: `POST ${github.COMMENTS}`, response }],
    ['plan.md'],
  );
  expectStatus(result, 3);
  expectText(result.stderr, ['error[command-failed]: ', '422: Validation \ufffd[31mFailed']);
  const missing = await comment([{ ...github.listed([]), response: github.NOT_FOUND }], ['plan.md']);
  expectStatus(missing.result, 3);
});

test('a limit is waited for in real time', async () => {
  const limited: Exchange = {
    ...github.listed([]),
    response: github.secondaryLimit(429, { 'retry-after': '1' }),
  };
  const { result } = await comment([limited, github.listed([]), github.created(2)], ['plan.md']);
  expectStatus(result, 0);
});

test('writes the note of a merge request, and is a notice without its token', async () => {
  const { result, bodies } = await comment([gitlab.listed([]), gitlab.created(3)], ['plan.md'], {
    on: 'gitlab',
  });
  expectStatus(result, 0);
  assert.is(
    result.stderr,
    `created https://gitlab.example.com/platform/fleet/-/merge_requests/${gitlab.IID}#note_3\n`,
  );
  assert.match(bodies[1] ?? '', '[in this job](https://gitlab.example.com/platform/fleet/-/jobs/12)');
  const fork = await comment([], ['plan.md'], { on: 'gitlab', env: { GITLAB_TOKEN: '' } });
  expectStatus(fork.result, 0);
  expectText(fork.result.stderr, ['GITLAB_TOKEN is not set', 'project access token', 'forks']);
});

test('wrong arguments and jobs end with 2', async () => {
  const wrong = async (
    args: string[],
    env: Record<string, string>,
    text: string,
    on?: 'gitlab',
  ): Promise<void> => {
    const { result } = await comment([], args, { env, ...(on ? { on } : {}) });
    expectStatus(result, 2);
    expectText(result.stderr, [text]);
  };
  await wrong(['--id', 'a--b', 'plan.md'], {}, 'a--b is not an id');
  await wrong(['--number', 'x', 'plan.md'], {}, 'x is not the number');
  await wrong(['missing.md'], {}, 'missing.md');
  await wrong([], {}, 'FILE');
  await wrong(['plan.md'], { GITHUB_TOKEN: '' }, 'GITHUB_TOKEN is not set');
  await wrong(
    ['plan.md'],
    { GITHUB_EVENT_PATH: '', GITHUB_EVENT_NAME: 'push' },
    'the event push is not that of a pull request',
  );
  await wrong(['plan.md'], { GITHUB_ACTIONS: '' }, 'not a job of GitHub Actions or GitLab CI');
  await wrong(['plan.md'], { CI_MERGE_REQUEST_IID: '', CI_PIPELINE_SOURCE: 'push' }, 'source push', 'gitlab');
});

test('a job that does not say its commit or page leaves them out', async () => {
  const bodyOf = async (env: Record<string, string>, on: 'github' | 'gitlab'): Promise<string> => {
    const exchanges =
      on === 'github' ? [github.listed([]), github.created(2)] : [gitlab.listed([]), gitlab.created(3)];
    const { result, bodies } = await comment(exchanges, ['plan.md'], { env, on });
    expectStatus(result, 0);
    return bodies[1] ?? '';
  };
  const start = `<!-- poolwright comment: poolwright -->\n\n${PLAN}`;
  for (const name of ['GITHUB_SERVER_URL', 'GITHUB_RUN_ID'])
    assert.is(await bodyOf({ [name]: '' }, 'github'), `${start}\nOf commit 6dcb09b5b5\n`);
  assert.is(await bodyOf({ CI_JOB_URL: '' }, 'gitlab'), `${start}\nOf commit 6dcb09b5b5\n`);
  assert.is(
    await bodyOf({ CI_COMMIT_SHA: '' }, 'gitlab'),
    `${start}\n[In this job](https://gitlab.example.com/platform/fleet/-/jobs/12)\n`,
  );
  assert.is(await bodyOf({ CI_COMMIT_SHA: '', CI_JOB_URL: '' }, 'gitlab'), start);
});

test('an empty report is an error, and no request', async () => {
  for (const plan of ['', ' \n\n']) {
    const { result } = await comment([], ['gate.md', 'plan.md'], { plan });
    expectStatus(result, 2);
    expectText(result.stderr, ['error[invalid-value]: plan.md is empty', 'help: Write a report to it']);
  }
});

test('an answer that is not JSON is shown as far as it helps', async () => {
  const page = `<!doctype html>\n<title>Sign in</title>\n${'x'.repeat(500)}`;
  for (const [on, listed] of [
    ['github', github.listed([])],
    ['gitlab', gitlab.listed([])],
  ] as const) {
    const { result } = await comment([{ ...listed, response: { status: 200, body: page } }], ['plan.md'], {
      on,
    });
    expectStatus(result, 3);
    expectText(result.stderr, ['200: <!doctype html> <title>Sign in</title> xxx', 'x…\n', 'proxies']);
    assert.ok(result.stderr.length < 500, result.stderr);
  }
});

test('a token that may not ask whose it is is the same notice as one that may not write', async () => {
  const old = '<!-- poolwright comment: poolwright -->\nold';
  const listed = github.listed([github.githubComment(1, 'github-actions[bot]', old)]);
  const { result: readOnly } = await comment(
    [listed, { ...github.viewer(), response: github.READ_ONLY }],
    ['plan.md'],
  );
  expectStatus(readOnly, 0);
  expectText(readOnly.stderr, [
    'notice[comment-not-written]: ',
    'Resource not accessible',
    'pull-requests: write',
  ]);
  const broken = { status: 200, body: { data: null, errors: [{ type: 'OTHER', message: 'odd' }] } };
  const { result } = await comment([listed, { ...github.viewer(), response: broken }], ['plan.md']);
  expectStatus(result, 3);
  const note = gitlab.listed([gitlab.note(1, 5, old)]);
  const user = await comment(
    [note, { request: 'GET /user', response: { status: 403, body: { error: 'insufficient_scope' } } }],
    ['plan.md'],
    { on: 'gitlab' },
  );
  expectStatus(user.result, 0);
  expectText(user.result.stderr, ['notice[comment-not-written]: ', 'insufficient_scope']);
});

test('a process ends by itself after its requests', () =>
  withSandbox({ 'plan.md': PLAN }, (sandbox) =>
    withRecordedServer([github.listed([]), github.created(2)], async (server) => {
      const result = await runAsync(process.execPath, [CLI, 'comment', 'plan.md'], sandbox.root, {
        env: githubJob(sandbox, server),
      });
      expectStatus(result, 0);
    }),
  ));

test('help names the tokens', () => {
  expectText(poolwright('.', ['comment', '--help']).stdout, ['GITHUB_TOKEN', 'GITLAB_TOKEN']);
});

test.run();
