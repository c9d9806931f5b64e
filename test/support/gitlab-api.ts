import type { Exchange, RecordedResponse } from './recorded-server.ts';

/** The project and merge request of these recordings. */
export const PROJECT_ID = '278964';
export const IID = 5;

/** Where the notes of the merge request are. */
export const NOTES = `/projects/${PROJECT_ID}/merge_requests/${IID}/notes`;

/** The bot of a project access token. */
export const BOT_ID = 1042;

/** A note as GitLab's REST API describes it. */
export function note(id: number, author: number, body: string, isSystem = false): object {
  return {
    id,
    body,
    author: {
      id: author,
      username: author === BOT_ID ? `project_${PROJECT_ID}_bot_1a2b` : 'root',
      name: 'Administrator',
      state: 'active',
      avatar_url: null,
      web_url: 'https://gitlab.example.com/root',
    },
    created_at: '2026-11-29T09:22:45Z',
    updated_at: '2026-11-29T10:22:45Z',
    system: isSystem,
    noteable_id: 377,
    noteable_type: 'MergeRequest',
    project_id: Number(PROJECT_ID),
    noteable_iid: IID,
    resolvable: false,
    confidential: false,
    internal: false,
  };
}

const QUERY = 'per_page=100&order_by=created_at&sort=asc';

/** A page of the list of notes. */
export function listed(notes: readonly object[], { page = 1, next = 0 } = {}): Exchange {
  const more = `<URL${NOTES}?${QUERY}&page=${next}>; rel="next", <URL${NOTES}?${QUERY}&page=1>; rel="first"`;
  return {
    request: `GET ${NOTES}?${QUERY}${page === 1 ? '' : `&page=${page}`}`,
    response: { status: 200, headers: next === 0 ? {} : { link: more }, body: notes as object },
  };
}

/** Whose the token is. */
export function user(id = BOT_ID): Exchange {
  const body = {
    id,
    username: `project_${PROJECT_ID}_bot_1a2b`,
    name: 'poolwright',
    state: 'active',
    bot: true,
  };
  return { request: 'GET /user', response: { status: 200, body } };
}

export function created(id: number): Exchange {
  return { request: `POST ${NOTES}`, response: { status: 201, body: note(id, BOT_ID, 'x') } };
}

export function updated(id: number): Exchange {
  return { request: `PUT ${NOTES}/${id}`, response: { status: 200, body: note(id, BOT_ID, 'x') } };
}

export const UNAUTHORIZED: RecordedResponse = { status: 401, body: { message: '401 Unauthorized' } };

/** What GitLab answers to a token with the scope read_api. */
export const SCOPE: RecordedResponse = {
  status: 403,
  body: {
    error: 'insufficient_scope',
    error_description: 'The request requires higher privileges than provided by the access token.',
    scope: 'api',
  },
};

export const FORBIDDEN: RecordedResponse = { status: 403, body: { message: '403 Forbidden' } };

export const NOT_FOUND: RecordedResponse = { status: 404, body: { message: '404 Project Not Found' } };

export const TOO_LONG: RecordedResponse = {
  status: 400,
  body: { message: { note: ['is too long (maximum is 1000000 characters)'] } },
};

export const LIMITED: RecordedResponse = {
  status: 429,
  headers: { 'retry-after': '7', 'ratelimit-remaining': '0' },
  body: 'Retry later\n',
};
