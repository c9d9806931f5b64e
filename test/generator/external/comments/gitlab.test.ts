import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { ApiFault, ReadOnlyFault } from '../../../../generator/external/comments/faults.ts';
import { gitlabNotes } from '../../../../generator/external/comments/gitlab.ts';
import { type Posted, postComment } from '../../../../generator/external/comments/post.ts';
import {
  BOT_ID,
  created,
  FORBIDDEN,
  IID,
  LIMITED,
  listed,
  NOT_FOUND,
  NOTES,
  note,
  PROJECT_ID,
  SCOPE,
  TOO_LONG,
  UNAUTHORIZED,
  updated,
  user,
} from '../../../support/gitlab-api.ts';
import { type Exchange, type RecordedRequest, withRecordedServer } from '../../../support/recorded-server.ts';

const test = suite('notes on GitLab');

const MARKER = '<!-- poolwright comment: poolwright -->';
const TEXT = `${MARKER}\n\nnew\n`;
const OLD = `${MARKER}\n\nold\n`;

interface Result {
  outcome: Posted | ApiFault;
  requests: readonly RecordedRequest[];
  waits: readonly number[];
}

function post(exchanges: readonly Exchange[], isNothing = false): Promise<Result> {
  return withRecordedServer(exchanges, async ({ url, requests }) => {
    const waits: number[] = [];
    const patience = { timeout: 10_000, sleep: async (ms: number) => void waits.push(ms) };
    const projectUrl = 'https://gitlab.example.com/platform/fleet';
    const notes = gitlabNotes({
      url,
      project: PROJECT_ID,
      projectUrl,
      number: IID,
      token: 'secret',
      patience,
    });
    const request = { marker: MARKER, text: TEXT, isNothing, patience };
    const outcome = await postComment(notes, request).catch((error: unknown) => {
      if (error instanceof ApiFault) return error;
      throw error;
    });
    return { outcome, requests, waits };
  });
}

test('the first job creates the note, as the API documents it', async () => {
  const { outcome, requests } = await post([listed([note(1, 1, 'Nice')]), created(2)]);
  assert.equal(outcome, {
    action: 'created',
    url: `https://gitlab.example.com/platform/fleet/-/merge_requests/${IID}#note_2`,
  });
  assert.equal(requests[1]?.body, { body: TEXT });
  for (const { headers } of requests) {
    assert.is(headers['private-token'], 'secret');
    assert.is(headers.authorization, undefined);
  }
});

test('a later job updates it, on whatever page it is, and not that of another author', async () => {
  const { outcome, requests } = await post([
    listed([note(1, 1, OLD), note(2, BOT_ID, 'added 1 commit', true)], { next: 2 }),
    user(),
    listed([note(3, 77, OLD), note(4, BOT_ID, OLD)], { page: 2, next: 3 }),
    updated(4),
  ]);
  assert.is((outcome as Posted).action, 'updated');
  assert.equal(requests.at(-1)?.body, { body: TEXT });
});

test('nothing to report creates no note, and replaces one; one that is gone is created again', async () => {
  assert.equal((await post([listed([])], true)).outcome, { action: 'none' });
  const replaced = await post([listed([note(4, BOT_ID, OLD)]), user(), updated(4)], true);
  assert.is((replaced.outcome as Posted).action, 'updated');
  const gone: Exchange = { ...updated(4), response: { status: 404, body: { message: '404 Not found' } } };
  const again = await post([listed([note(4, BOT_ID, OLD)]), user(), gone, created(9)]);
  assert.is((again.outcome as Posted).action, 'created');
});

test('limits, broken answers and lost creations are handled as on GitHub', async () => {
  const limited: Exchange = { ...listed([]), response: LIMITED };
  const broken: Exchange = { ...listed([]), response: { status: 503, body: 'GitLab is not responding' } };
  const { outcome, waits } = await post([limited, broken, listed([]), created(2)]);
  assert.is((outcome as Posted).action, 'created');
  assert.equal(waits, [7000, 2000]);
  const lost: Exchange = { request: `POST ${NOTES}`, response: 'cut' };
  const there = await post([listed([]), lost, listed([note(2, BOT_ID, TEXT)]), user()]);
  assert.is((there.outcome as Posted).action, 'unchanged');
});

test('each rejection says what the token needs', async () => {
  for (const [response, isReadOnly, message, help] of [
    [SCOPE, true, '403: insufficient_scope, The request requires higher privileges', 'scope api'],
    [FORBIDDEN, true, '403: 403 Forbidden', 'role Reporter'],
    [UNAUTHORIZED, false, '401: 401 Unauthorized', 'expired'],
    [NOT_FOUND, false, '404: 404 Project Not Found', 'can read the project'],
    [TOO_LONG, false, '400: {"note":["is too long (maximum is 1000000 characters)"]}', 'response of GitLab'],
  ] as const) {
    const { outcome } = await post([listed([]), { request: `POST ${NOTES}`, response }]);
    assert.instance(outcome, ApiFault);
    assert.is(outcome instanceof ReadOnlyFault, isReadOnly, message);
    assert.match((outcome as ApiFault).message, message);
    assert.match((outcome as ApiFault).help, help);
  }
});

test.run();
