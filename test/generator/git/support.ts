import { rmSync } from 'node:fs';
import { type Git, openGit } from '../../../generator/git/runner.ts';
import { Repository } from '../../support/git.ts';
import { run } from '../../support/run.ts';

/** Poolwright's way to git in a folder, with nothing of git's in the environment but what is given. */
export function runner(cwd: string, env: Record<string, string> = {}, started = cwd): Git {
  return openGit(cwd, { cwd: started, env: { PATH: process.env.PATH, GIT_CONFIG_NOSYSTEM: '1', ...env } });
}

/** Calls `use` with a clone of a repository with one commit on `main`, which has a folder `deep`. */
export function withClone(use: (clone: Repository, origin: Repository) => void): void {
  const origin = new Repository('deep');
  const clone = new Repository('deep');
  try {
    origin.write('deep/file', 'text\n');
    origin.git('add', '.');
    origin.git('commit', '--quiet', '-m', 'start');
    rmSync(clone.top, { recursive: true });
    run('git', ['clone', '--quiet', origin.top, clone.top], '/');
    use(clone, origin);
  } finally {
    origin.remove();
    clone.remove();
  }
}
