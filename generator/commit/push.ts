import { GitError } from '../git/error.ts';
import { printable } from '../git/outcome.ts';
import type { Git } from '../git/runner.ts';

/**
 * Pushes one branch and nothing else: to its upstream, or, when it has none, to the branch of the same name on
 * the remote that git's configuration names, else `origin`, else the only remote; that becomes its upstream.
 * @param committed the commit just made, for the error to name
 * @throws {GitError} `no-remote`, `push-failed`
 */
export async function push(
  git: Git,
  branch: string,
  committed: string | undefined,
  onOutput?: (text: string) => void,
): Promise<void> {
  const target = targetOf(git, branch, committed);
  const outcome = await git.run(['push', ...target], { hooks: true, onOutput });
  if (outcome.code === 0) return;
  const output = printable(outcome.stderr);
  const message = `The branch ${branch} was not pushed${onOutput ? '' : `:\n${output}`}`;
  const help = `${committed === undefined ? 'Follow the message of git' : 'The commit is kept; follow the message of git'}, then push again`;
  throw new GitError('push-failed', message, help, { cause: outcome, committed, output });
}

function targetOf(git: Git, branch: string, committed: string | undefined): string[] {
  const ref = `refs/heads/${branch}`;
  const format = '%(upstream:remotename)%00%(upstream:remoteref)%00%(push:remotename)';
  const fields =
    git
      .read(['for-each-ref', `--format=${format}`, ref])
      .toString()
      .split('\n')[0]
      ?.split('\0') ?? [];
  const [upstream = '', upstreamRef = '', pushRemote = ''] = fields;
  // A branch made from a local one has that as its upstream, in the remote `.`: pushing would move it.
  const tracked = upstream !== '' && upstream !== '.';
  const remote = remoteOf(git, pushRemote, tracked ? upstream : '', committed);
  if (!tracked) return ['--set-upstream', remote, `${ref}:${ref}`];
  if (remote !== upstream || upstreamRef === ref) return [remote, `${ref}:${ref}`];
  const rule = git.tryRead(['config', '--get', 'push.default']);
  if (rule === 'upstream' || rule === 'tracking') return [remote, `${ref}:${upstreamRef}`];
  const name = upstreamRef.replace(/^refs\/heads\//, '');
  const message = `The branch ${branch} tracks ${upstream}/${name}, which has another name`;
  const help = `Push it yourself with \`git push ${upstream} HEAD:${name}\`, or set push.default to upstream`;
  throw new GitError('push-failed', message, help, { committed });
}

function remoteOf(git: Git, pushRemote: string, upstream: string, committed?: string): string {
  if (pushRemote !== '' && pushRemote !== '.') return pushRemote;
  if (upstream !== '') return upstream;
  const remotes = git
    .read(['remote'])
    .toString()
    .split('\n')
    .filter((name) => name !== '');
  const [only, ...others] = remotes;
  if (remotes.includes('origin')) return 'origin';
  if (only !== undefined && others.length === 0) return only;
  const message =
    only === undefined
      ? 'The repository has no remote to push to'
      : 'The repository has several remotes, and none is called `origin`';
  const help = 'Add one with `git remote add origin URL`, or set remote.pushDefault';
  throw new GitError('no-remote', message, help, { committed });
}
