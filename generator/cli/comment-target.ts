import { isObject, type Value, type ValueObject } from '@kustomize-ts/core';
import type { Patience } from '../external/comments/api.ts';
import type { Comments } from '../external/comments/comments.ts';
import { githubComments } from '../external/comments/github.ts';
import { gitlabNotes } from '../external/comments/gitlab.ts';
import { objectAt, own, stringAt } from '../instances/objects/fields.ts';
import { LONGEST_COMMENT } from '../report/markdown-text.ts';
import type { Options } from './command.ts';
import { readText } from './manifest-files.ts';

/** Where a comment goes, according to the variables of a CI job. */
export interface CommentTarget {
  comments: Comments;
  /** The last line of the comment: commit and job, as far as they are known. */
  footer: string;
  /** How many characters a comment may have. */
  longest: number;
}

/** A command line or job that lacks something. */
interface Missing {
  message: string;
  help: string;
}

/** A job without permission to write. */
interface Unwritable {
  reason: string;
  help: string;
}

type Env = Readonly<Record<string, string | undefined>>;

/** GitLab's limit of a note, in characters. */
const LONGEST_NOTE = 1_000_000;

/** Reads the variables that GitHub Actions and GitLab CI set. */
export function targetOf(
  env: Env,
  number: Options[string],
  patience: Patience,
): CommentTarget | Missing | Unwritable {
  if (number !== undefined && !/^[1-9]\d*$/.test(String(number)))
    return {
      message: `${String(number)} is not the number of a pull or merge request`,
      help: 'Write --number 42',
    };
  const named = number === undefined ? undefined : Number(number);
  if (env.GITHUB_ACTIONS === 'true') return github(env, named, patience);
  if (env.GITLAB_CI === 'true') return gitlab(env, named, patience);
  return {
    message: 'this is not a job of GitHub Actions or GitLab CI',
    help: 'Run it in a CI job: GITHUB_ACTIONS=true or GITLAB_CI=true names the system, and other variables of the job the request',
  };
}

function github(env: Env, named: number | undefined, patience: Patience): CommentTarget | Missing {
  const url = env.GITHUB_API_URL ?? 'https://api.github.com';
  const { GITHUB_TOKEN: token, GITHUB_REPOSITORY: repository = '' } = env;
  if (!token)
    return {
      message: 'GITHUB_TOKEN is not set',
      help: 'Set it in the step: env: { GITHUB_TOKEN: "${{ github.token }}" }',
    };
  const request = pullRequestOf(env);
  const number = named ?? own(request, 'number');
  if (typeof number !== 'number')
    return {
      message: `the event ${env.GITHUB_EVENT_NAME ?? ''} is not that of a pull request`,
      help: 'Run it only for pull requests (if: github.event.pull_request), or name one with --number',
    };
  const commit = stringAt(objectAt(request, 'head'), 'sha') ?? env.GITHUB_SHA;
  const { GITHUB_SERVER_URL: server, GITHUB_RUN_ID: run } = env;
  const page = server && run && repository ? `${server}/${repository}/actions/runs/${run}` : undefined;
  const graphqlUrl = env.GITHUB_GRAPHQL_URL ?? `${url}/graphql`;
  return {
    comments: githubComments({ url, graphqlUrl, repository, number, token, patience }),
    footer: footerOf(commit, page),
    longest: LONGEST_COMMENT,
  };
}

/** The pull request of the event that GitHub writes to a file for the job; empty for other events. */
function pullRequestOf({ GITHUB_EVENT_PATH: path }: Env): ValueObject {
  if (!path) return {};
  const event = JSON.parse(readText(path)) as Value;
  return isObject(event) ? objectAt(event, 'pull_request') : {};
}

function gitlab(
  env: Env,
  named: number | undefined,
  patience: Patience,
): CommentTarget | Missing | Unwritable {
  const {
    CI_API_V4_URL: url = '',
    CI_MERGE_REQUEST_PROJECT_ID: project = env.CI_PROJECT_ID ?? '',
    CI_MERGE_REQUEST_PROJECT_URL: projectUrl = env.CI_PROJECT_URL ?? '',
    GITLAB_TOKEN: token,
  } = env;
  const number = named ?? (env.CI_MERGE_REQUEST_IID ? Number(env.CI_MERGE_REQUEST_IID) : undefined);
  if (number === undefined)
    return {
      message: `a pipeline of source ${env.CI_PIPELINE_SOURCE ?? ''} is not that of a merge request`,
      help: "Run it only for merge requests (rules: [{ if: $CI_PIPELINE_SOURCE == 'merge_request_event' }]), or name one with --number",
    };
  if (!token)
    return {
      reason: 'GITLAB_TOKEN is not set, and the job token cannot write comments',
      help: 'Create a project access token with the scope api and the role Reporter, and store it in the masked variable GITLAB_TOKEN; pipelines of forks do not get it',
    };
  return {
    comments: gitlabNotes({ url, project, projectUrl, number, token, patience }),
    footer: footerOf(env.CI_COMMIT_SHA, env.CI_JOB_URL),
    longest: LONGEST_NOTE,
  };
}

function footerOf(commit: string | undefined, page: string | undefined): string {
  const parts = [commit && `of commit ${commit.slice(0, 10)}`, page && `[in this job](${page})`];
  return parts.filter(Boolean).join(', ').replace(/^o/, 'O').replace(/^\[i/, '[I');
}
