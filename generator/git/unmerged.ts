import { isBelow } from '../emit/roots.ts';
import { GitError } from './error.ts';

/**
 * The error for files with a conflict. It names one that somebody wrote, since generating corrects the others.
 * @param folder of the fleet, empty or ending in `/`
 * @param paths from the top of the work tree, in order; one or more
 * @param roots where the fleet's tree lies, relative to its folder
 */
export function unmergedError(folder: string, paths: readonly string[], roots: readonly string[]): GitError {
  const written = paths.filter((path) => !isBelow(path.slice(folder.length), roots));
  const path = written.find((one) => /\.ya?ml$/.test(one)) ?? written[0];
  const [first = ''] = paths;
  return new GitError(
    'unmerged',
    `${path ?? first} has a conflict that is not resolved`,
    path === undefined
      ? `Run poolwright generate, then git add ${first}`
      : `Resolve it, run poolwright generate, then git add ${path} and the generated files`,
  );
}
