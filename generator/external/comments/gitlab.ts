import { isObject, type Value } from '@kustomize-ts/core';
import { objectAt, own } from '../../instances/objects/fields.ts';
import type { ApiAnswer } from './answer.ts';
import { type Api, openApi, type Patience } from './api.ts';
import type { Comments } from './comments.ts';
import { type ApiFault, answerFault } from './faults.ts';
import { commentsOf } from './thread.ts';

export interface GitlabInput {
  /** The REST API, such as `https://gitlab.com/api/v4`. */
  url: string;
  /** The number of the project that the merge request is for. */
  project: string;
  /** The project's page, for the addresses of notes. */
  projectUrl: string;
  /** The merge request's number in the project. */
  number: number;
  /** A project, group or personal access token. */
  token: string;
  patience: Patience;
}

/** The notes of a merge request. */
export function gitlabNotes({ url, project, projectUrl, number, token, patience }: GitlabInput): Comments {
  const api = openApi({ url, patience, headers: { 'PRIVATE-TOKEN': token, 'User-Agent': 'poolwright' } });
  const list = `/projects/${encodeURIComponent(project)}/merge_requests/${number}/notes`;
  const failed = (answer: ApiAnswer): ApiFault => faultOf(answer, number);
  return commentsOf({
    api,
    list,
    query: 'per_page=100&order_by=created_at&sort=asc',
    change: { method: 'PUT', path: (id) => `${list}/${id}` },
    originOf: (note, id) => ({
      url: `${projectUrl}/-/merge_requests/${number}#note_${id}`,
      author: own(objectAt(note, 'author'), 'id'),
    }),
    viewer: () => userOf(api, failed),
    failed,
  });
}

/** The number of the token's owner, which is a bot for project and group tokens. */
async function userOf(api: Api, failed: (answer: ApiAnswer) => ApiFault): Promise<Value> {
  const answer = await api.send({ method: 'GET', path: '/user' });
  const id = isObject(answer.body) ? own(answer.body, 'id') : undefined;
  if (answer.status !== 200 || id === undefined) throw failed(answer);
  return id;
}

function faultOf(answer: ApiAnswer, number: number): ApiFault {
  const request = `merge request ${number}`;
  return answerFault(answer, {
    server: 'GitLab',
    what: `the note in ${request}`,
    request,
    address: 'CI_API_V4_URL',
    helps: [
      'Check GITLAB_TOKEN: the token is wrong, or has expired',
      'Set GITLAB_TOKEN to a project access token with the scope api and the role Reporter or higher',
      'Check the number, and that the token can read the project',
    ],
  });
}
