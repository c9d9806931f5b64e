import { gitEnvironment, type Surroundings } from './environment.ts';

/**
 * Starts git beside other work; gives its exit status, `null` where a signal ended it, undefined where there is no git. With nothing to
 * read there is less to set up, and no end of a stream to wait for.
 */
export async function startGit(
  root: string,
  around: Surroundings,
  args: readonly string[],
): Promise<{ status: Promise<number | null | undefined> }> {
  const { spawn } = await import('node:child_process');
  const git = spawn('git', args, { cwd: root, env: gitEnvironment(root, around), stdio: 'ignore' });
  const status = new Promise<number | null | undefined>((done) => {
    git.once('error', () => done(undefined));
    git.once('exit', done);
  });
  return { status };
}
