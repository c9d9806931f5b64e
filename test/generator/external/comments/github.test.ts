import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { ApiFault, ReadOnlyFault } from '../../../../generator/external/comments/faults.ts';
import { githubComments } from '../../../../generator/external/comments/github.ts';
import { type Posted, postComment } from '../../../../generator/external/comments/post.ts';
import {
  BAD_GATEWAY,
  BAD_TOKEN,
  COMMENTS,
  created,
  githubComment,
  listed,
  NOT_FOUND,
  NUMBER,
  READ_ONLY,
  REPOSITORY,
  secondaryLimit,
  UNPROCESSABLE,
  updated,
  viewer,
} from '../../../support/github-api.ts';
import { type Exchange, type RecordedRequest, withRecordedServer } from '../../../support/recorded-server.ts';

const test = suite('comments on GitHub');

const MARKER = '<!-- poolwright comment: poolwright -->';
const BOT = 'github-actions[bot]';
const TEXT = `${MARKER}\n\nnew\n`;
const OLD = `${MARKER}\n\nold\n`;

interface Result {
  posted: Posted;
  requests: readonly RecordedRequest[];
  /** The milliseconds that it waited. */
  waits: readonly number[];
}

function post(exchanges: readonly Exchange[], { isNothing = false, timeout = 10_000 } = {}): Promise<Result> {
  return withRecordedServer(exchanges, async ({ url, requests }) => {
    const waits: number[] = [];
    const patience = { timeout, sleep: async (ms: number) => void waits.push(ms) };
    const comments = githubComments({
      url,
      graphqlUrl: `${url}/graphql`,
      repository: REPOSITORY,
      number: NUMBER,
      token: 'secret',
      patience,
    });
    const posted = await postComment(comments, { marker: MARKER, text: TEXT, isNothing, patience });
    return { posted, requests, waits };
  });
}

/** The fault of a run, all of whose exchanges took place. */
async function faultOf(exchanges: readonly Exchange[]): Promise<ApiFault> {
  const counted = { made: 0 };
  try {
    await withRecordedServer(exchanges, async ({ url, requests }) => {
      const patience = { timeout: 10_000, sleep: async () => undefined };
      const api = { url, graphqlUrl: `${url}/graphql`, repository: REPOSITORY, number: NUMBER, token: 't' };
      try {
        await postComment(githubComments({ ...api, patience }), {
          marker: MARKER,
          text: TEXT,
          isNothing: false,
          patience,
        });
      } finally {
        counted.made = requests.length;
      }
    });
  } catch (error) {
    assert.instance(error, ApiFault);
    assert.is(counted.made, exchanges.length);
    return error as ApiFault;
  }
  throw new Error('it did not fail');
}

test('the first job creates the comment, as the API documents it', async () => {
  const { posted, requests } = await post([listed([githubComment(1, 'octocat', 'Nice')]), created(2)]);
  assert.equal(posted, {
    action: 'created',
    url: `https://github.com/${REPOSITORY}/pull/${NUMBER}#issuecomment-2`,
  });
  assert.equal(requests[1]?.body, { body: TEXT });
  for (const { headers } of requests) {
    assert.is(headers.authorization, 'Bearer secret');
    assert.is(headers.accept, 'application/vnd.github+json');
    assert.is(headers['x-github-api-version'], '2022-11-28');
    assert.is(headers['user-agent'], 'poolwright');
  }
});

test('a later job updates it, on whatever page it is, and not that of another author or id', async () => {
  const others = [
    githubComment(1, 'octocat', OLD),
    githubComment(2, 'renovate[bot]', OLD),
    githubComment(3, BOT, `<!-- poolwright comment: other -->\n\nold`),
    githubComment(4, BOT, `quoted: ${OLD}`),
  ];
  const { posted, requests } = await post([
    listed(others, { next: 2 }),
    viewer(),
    listed([githubComment(5, 'octocat', 'x')], { page: 2, next: 3 }),
    listed([githubComment(6, BOT, OLD), githubComment(7, BOT, OLD)], { page: 3, next: 4 }),
    updated(6),
  ]);
  assert.is(posted.action, 'updated');
  assert.match(posted.url ?? '', /#issuecomment-6$/);
  assert.equal(requests.at(-1)?.body, { body: TEXT });
});

test('a comment that says the same already stays as it is', async () => {
  // GitHub gives line ends and white space at the end as it keeps them.
  const { posted } = await post([listed([githubComment(6, BOT, TEXT.trimEnd())]), viewer()]);
  assert.is(posted.action, 'unchanged');
});

test('the token of a person or an app finds its own comment', async () => {
  const comments = [githubComment(6, BOT, OLD), githubComment(7, 'fleet-bot', OLD)];
  const { posted } = await post([listed(comments), viewer('fleet-bot'), updated(7)]);
  assert.is(posted.action, 'updated');
});

test('nothing to report creates no comment, and replaces one', async () => {
  const none = await post([listed([])], { isNothing: true });
  assert.equal(none.posted, { action: 'none' });
  const replaced = await post([listed([githubComment(6, BOT, OLD)]), viewer(), updated(6)], {
    isNothing: true,
  });
  assert.is(replaced.posted.action, 'updated');
});

test('a comment that was deleted meanwhile is created again', async () => {
  const gone: Exchange = { ...updated(6), response: NOT_FOUND };
  const { posted } = await post([listed([githubComment(6, BOT, OLD)]), viewer(), gone, created(8)]);
  assert.is(posted.action, 'created');
});

test('limits are waited for as their headers say, else a minute', async () => {
  const limits: [Exchange['response'], number, number][] = [
    [secondaryLimit(429, { 'retry-after': '3' }), 3000, 3000],
    [secondaryLimit(403, { 'retry-after': '2' }), 2000, 2000],
    [secondaryLimit(403, {}), 60_000, 60_000],
    [secondaryLimit(429, { 'retry-after': new Date(Date.now() + 30_000).toUTCString() }), 20_000, 30_000],
    [
      secondaryLimit(403, {
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': String(Math.floor(Date.now() / 1000) + 40),
      }),
      30_000,
      40_000,
    ],
  ];
  for (const [response, least, most] of limits) {
    const limited: Exchange = { request: `POST ${COMMENTS}`, response };
    const { posted, waits } = await post([listed([]), limited, created(2)]);
    assert.is(posted.action, 'created');
    assert.is(waits.length, 1);
    const [wait = 0] = waits;
    assert.ok(wait >= least && wait <= most, `${wait} for ${JSON.stringify(response)}`);
  }
});

test('a limit of an hour ends the command', async () => {
  const response = secondaryLimit(403, {
    'x-ratelimit-remaining': '0',
    'x-ratelimit-reset': String(Math.floor(Date.now() / 1000) + 3600),
  });
  const fault = await faultOf([{ ...listed([]), response }]);
  assert.match(fault.message, /did not answer GET .*: 403: You have exceeded a secondary rate limit/);
});

test('a broken server is tried again, with growing waits, and given up after five times', async () => {
  const broken: Exchange = { ...listed([]), response: BAD_GATEWAY };
  const cut: Exchange = { ...listed([]), response: 'cut' };
  const { posted, waits } = await post([broken, cut, broken, listed([]), created(2)]);
  assert.is(posted.action, 'created');
  assert.equal(waits, [1000, 2000, 4000]);
  const fault = await faultOf([broken, broken, broken, broken, broken]);
  assert.match(fault.message, /did not answer GET \/repos\/.*: 502$/);
});

test('a server that does not answer is given up in time', async () => {
  const silent: Exchange = { ...listed([]), response: 'silence' };
  const { posted } = await post([silent, listed([]), created(2)], { timeout: 1500 });
  assert.is(posted.action, 'created');
});

test('a comment is not created twice where nobody knows whether it was', async () => {
  for (const response of [BAD_GATEWAY, 'cut'] as const) {
    const lost: Exchange = { request: `POST ${COMMENTS}`, response };
    const there = await post([listed([]), lost, listed([githubComment(2, BOT, TEXT)]), viewer()]);
    assert.is(there.posted.action, 'unchanged');
    assert.equal(there.waits, [1000]);
    const missing = await post([listed([]), lost, listed([]), created(3)]);
    assert.is(missing.posted.action, 'created');
  }
});

test('a token that only reads is known from a wrong one, and neither is tried again', async () => {
  const readOnly = await faultOf([listed([]), { request: `POST ${COMMENTS}`, response: READ_ONLY }]);
  assert.instance(readOnly, ReadOnlyFault);
  assert.match(readOnly.message, '403: Resource not accessible by integration');
  assert.match(readOnly.help, 'pull-requests: write');
  const own = [listed([githubComment(6, BOT, OLD)]), viewer(), { ...updated(6), response: READ_ONLY }];
  assert.instance(await faultOf(own), ReadOnlyFault);
  for (const [response, help] of [
    [BAD_TOKEN, 'expired'],
    [NOT_FOUND, 'can read the repository'],
    [UNPROCESSABLE, 'response of GitHub'],
  ] as const) {
    const fault = await faultOf([listed([]), { request: `POST ${COMMENTS}`, response }]);
    assert.not.instance(fault, ReadOnlyFault);
    assert.match(fault.message, `${response.status}: `);
    assert.match(fault.help, help);
  }
});

test('an unknown owner of the token, a redirect and a link to another server end the command', async () => {
  const anonymous: Exchange = {
    ...viewer(),
    response: { status: 200, body: { data: null, errors: [{ type: 'FORBIDDEN' }] } },
  };
  const unknown = await faultOf([listed([githubComment(6, BOT, OLD)]), anonymous]);
  assert.match(unknown.message, 'does not name the owner of the token: 200: [{"type":"FORBIDDEN"}]');
  const moved: Exchange = {
    ...listed([]),
    response: {
      status: 301,
      headers: { location: 'http://127.0.0.1:1/' },
      body: { message: 'Moved Permanently' },
    },
  };
  assert.match((await faultOf([moved])).message, '301: Moved Permanently');
  const elsewhere: Exchange = {
    ...listed([]),
    response: { status: 200, headers: { link: '<http://127.0.0.1:1/next>; rel="next"' }, body: [] },
  };
  assert.match((await faultOf([elsewhere])).message, 'links to http://127.0.0.1:1/next');
});

test.run();
