import type { Exchange, RecordedResponse } from './recorded-server.ts';

/** The repository and pull request of these recordings. */
export const REPOSITORY = 'octo-org/octo-repo';
export const NUMBER = 7;

/** Where the comments of the pull request are. */
export const COMMENTS = `/repos/${REPOSITORY}/issues/${NUMBER}/comments`;

/** A comment as GitHub's REST API describes it. */
export function githubComment(id: number, login: string, body: string): object {
  const api = `https://api.github.com/repos/${REPOSITORY}`;
  const isBot = login.endsWith('[bot]');
  return {
    url: `${api}/issues/comments/${id}`,
    html_url: `https://github.com/${REPOSITORY}/pull/${NUMBER}#issuecomment-${id}`,
    issue_url: `${api}/issues/${NUMBER}`,
    id,
    node_id: 'IC_kwDOABCDEF5x',
    user: {
      login,
      id: 41898282,
      node_id: 'MDM6Qm90NDE4OTgyODI=',
      type: isBot ? 'Bot' : 'User',
      site_admin: false,
    },
    created_at: '2026-11-29T10:00:00Z',
    updated_at: '2026-11-29T10:00:00Z',
    author_association: isBot ? 'NONE' : 'CONTRIBUTOR',
    body,
    performed_via_github_app: isBot ? { id: 15368, slug: 'github-actions' } : null,
  };
}

/** A page of the list of comments. */
export function listed(comments: readonly object[], { page = 1, next = 0 } = {}): Exchange {
  const query = page === 1 ? '?per_page=100' : `?per_page=100&page=${page}`;
  const link =
    next === 0
      ? {}
      : {
          link: `<URL${COMMENTS}?per_page=100&page=${next}>; rel="next", <URL${COMMENTS}?per_page=100&page=9>; rel="last"`,
        };
  return {
    request: `GET ${COMMENTS}${query}`,
    response: { status: 200, headers: link, body: comments as object },
  };
}

/** Whose the token is. */
export function viewer(login = 'github-actions[bot]'): Exchange {
  return {
    request: 'POST /graphql',
    sends: { query: 'query { viewer { login } }' },
    response: { status: 200, body: { data: { viewer: { login } } } },
  };
}

export function created(id: number, login = 'github-actions[bot]'): Exchange {
  return { request: `POST ${COMMENTS}`, response: { status: 201, body: githubComment(id, login, 'x') } };
}

export function updated(id: number): Exchange {
  return {
    request: `PATCH /repos/${REPOSITORY}/issues/comments/${id}`,
    response: { status: 200, body: githubComment(id, 'github-actions[bot]', 'x') },
  };
}

const DOCUMENTATION = 'https://docs.github.com/rest/issues/comments#create-an-issue-comment';

/** What GitHub answers to a token that may only read, as that of a fork's pull request. */
export const READ_ONLY: RecordedResponse = {
  status: 403,
  headers: {
    'x-ratelimit-remaining': '4987',
    'x-accepted-github-permissions': 'issues=write; pull_requests=write',
  },
  body: {
    message: 'Resource not accessible by integration',
    documentation_url: DOCUMENTATION,
    status: '403',
  },
};

export const NOT_FOUND: RecordedResponse = {
  status: 404,
  body: { message: 'Not Found', documentation_url: DOCUMENTATION, status: '404' },
};

export const BAD_TOKEN: RecordedResponse = {
  status: 401,
  body: { message: 'Bad credentials', documentation_url: 'https://docs.github.com/rest', status: '401' },
};

export const UNPROCESSABLE: RecordedResponse = {
  status: 422,
  body: {
    message: 'Validation Failed',
    errors: [
      {
        resource: 'IssueComment',
        code: 'unprocessable',
        field: 'data',
        message: 'Body is too long (maximum is 65536 characters)',
      },
    ],
    documentation_url: DOCUMENTATION,
    status: '422',
  },
};

/** A secondary limit, which GitHub answers with 403 as well as with 429. */
export function secondaryLimit(status: 403 | 429, headers: Record<string, string>): RecordedResponse {
  const message = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.';
  return { status, headers, body: { message, documentation_url: DOCUMENTATION, status: String(status) } };
}

export const BAD_GATEWAY: RecordedResponse = {
  status: 502,
  body: '<html><head><title>502 Bad Gateway</title></head><body></body></html>',
};
