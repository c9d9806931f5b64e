import { CommitError } from './error.ts';
import { complaintOf, type Git } from './git.ts';

/**
 * Pushes one branch and nothing else: to its upstream, or, when it has none, to the branch of the same name on
 * the remote that git's configuration names, else `origin`, else the only remote; that becomes its upstream.
 * @param committed the commit just made, for the error to name
 * @throws {CommitError} `no-remote`, `push-failed`
 */
export async function push(git: Git, branch: string, committed: string | undefined): Promise<void> {
  const outcome = await git.attempt(['push', ...(await targetOf(git, branch, committed))], { hooks: true });
  if (outcome.code === 0) return;
  const message = `The branch ${branch} was not pushed: ${complaintOf(outcome)}`;
  const help = `${committed === undefined ? 'Do what git says' : 'The commit stays; do what git says'}, then push again`;
  throw new CommitError('push-failed', message, help, { cause: outcome, committed });
}

async function targetOf(git: Git, branch: string, committed: string | undefined): Promise<string[]> {
  const ref = `refs/heads/${branch}`;
  const format = '%(upstream:remotename)%00%(upstream:remoteref)%00%(push:remotename)';
  const fields =
    (await git.run(['for-each-ref', `--format=${format}`, ref])).split('\n')[0]?.split('\0') ?? [];
  const [upstream = '', upstreamRef = '', pushRemote = ''] = fields;
  // A branch made from a local one has that as its upstream, in the remote `.`: pushing would move it.
  const tracked = upstream !== '' && upstream !== '.';
  const remote = await remoteOf(git, pushRemote, tracked ? upstream : '', committed);
  if (!tracked) return ['--set-upstream', remote, `${ref}:${ref}`];
  if (remote !== upstream || upstreamRef === ref) return [remote, `${ref}:${ref}`];
  const rule = (await git.attempt(['config', '--get', 'push.default'])).stdout.trim();
  if (rule === 'upstream' || rule === 'tracking') return [remote, `${ref}:${upstreamRef}`];
  const name = upstreamRef.replace(/^refs\/heads\//, '');
  const message = `The branch ${branch} follows ${upstream}/${name}, which has another name`;
  const help = `Push it yourself with \`git push ${upstream} HEAD:${name}\`, or set push.default to upstream`;
  throw new CommitError('push-failed', message, help, { committed });
}

async function remoteOf(git: Git, pushRemote: string, upstream: string, committed?: string): Promise<string> {
  if (pushRemote !== '' && pushRemote !== '.') return pushRemote;
  if (upstream !== '') return upstream;
  const remotes = (await git.run(['remote'])).split('\n').filter((name) => name !== '');
  const [only, ...others] = remotes;
  if (remotes.includes('origin')) return 'origin';
  if (only !== undefined && others.length === 0) return only;
  const message =
    only === undefined ? 'There is no remote to push to' : 'There are several remotes, and none is `origin`';
  const help = 'Add one with `git remote add origin URL`, or set remote.pushDefault';
  throw new CommitError('no-remote', message, help, { committed });
}
