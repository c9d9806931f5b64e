import { isObject } from '@kustomize-ts/core';
import { objectAt, stringAt } from '../../instances/objects/fields.ts';
import { type ApiAnswer, answerText } from './answer.ts';
import { type Api, openApi, type Patience } from './api.ts';
import type { Comments } from './comments.ts';
import { ApiFault, answerFault } from './faults.ts';
import { commentsOf } from './thread.ts';

export interface GithubInput {
  /** The REST API, `https://api.github.com` or that of an Enterprise Server. */
  url: string;
  /** The GraphQL API, which alone knows whose an installation's token is. */
  graphqlUrl: string;
  /** `owner/name`. */
  repository: string;
  /** Of the pull request. */
  number: number;
  token: string;
  patience: Patience;
}

/** The comments of a pull request. */
export function githubComments({
  url,
  graphqlUrl,
  repository,
  number,
  token,
  patience,
}: GithubInput): Comments {
  const api = openApi({
    url,
    patience,
    headers: {
      Accept: 'application/vnd.github+json',
      Authorization: `Bearer ${token}`,
      'User-Agent': 'poolwright',
      'X-GitHub-Api-Version': '2022-11-28',
    },
  });
  const list = `/repos/${repository}/issues/${number}/comments`;
  const failed = (answer: ApiAnswer): ApiFault => faultOf(answer, repository, number);
  return commentsOf({
    api,
    list,
    query: 'per_page=100',
    change: { method: 'PATCH', path: (id) => `/repos/${repository}/issues/comments/${id}` },
    originOf: (comment) => ({
      url: stringAt(comment, 'html_url') ?? '',
      author: stringAt(objectAt(comment, 'user'), 'login'),
    }),
    viewer: () => viewerOf(api, graphqlUrl, failed),
    failed,
  });
}

/** The owner of the token: `github-actions[bot]`, an app or a person. */
async function viewerOf(
  api: Api,
  graphqlUrl: string,
  failed: (answer: ApiAnswer) => ApiFault,
): Promise<string> {
  const answer = await api.send({
    method: 'POST',
    path: graphqlUrl,
    body: { query: 'query { viewer { login } }' },
  });
  if (answer.status === 403) throw failed(answer);
  const data = isObject(answer.body) ? objectAt(answer.body, 'data') : {};
  const login = stringAt(objectAt(data, 'viewer'), 'login');
  if (login !== undefined) return login;
  throw new ApiFault(
    `GitHub does not name the owner of the token: ${answerText(answer)}`,
    'Use the token of the job, github.token, or that of a person or an app',
  );
}

function faultOf(answer: ApiAnswer, repository: string, number: number): ApiFault {
  const request = `pull request ${number} of ${repository}`;
  return answerFault(answer, {
    server: 'GitHub',
    what: `the comment in ${request}`,
    request,
    address: 'GITHUB_API_URL',
    helps: [
      'Check GITHUB_TOKEN: the token is wrong, or has expired',
      'Give the job permissions: { pull-requests: write }; pull requests of forks and of Dependabot always have a read-only token',
      'Check the number, and that the token can read the repository',
    ],
  });
}
