import { realpathSync } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';

/** The process that git is to run beside. */
export interface ProcessContext {
  /** Where it was started, which is what relative paths in git's variables are relative to. */
  cwd: string;
  env: Readonly<Record<string, string | undefined>>;
}

/** Variables by which git finds its repository and index. */
const PLACES = ['GIT_DIR', 'GIT_INDEX_FILE', 'GIT_COMMON_DIR', 'GIT_OBJECT_DIRECTORY'];

/**
 * The variables by which git, run in the folder `root`, takes the repository and index that the process was given, as a hook needs it.
 *
 * Git resolves GIT_DIR and its kin against the folder it runs in, and takes that folder for the top of the work
 * tree when there is no GIT_WORK_TREE (git 2.39, setup.c). A hook runs at the top, and the fleet may lie below.
 */
export function gitEnvironment(
  root: string,
  { cwd, env }: ProcessContext,
): Record<string, string | undefined> {
  const ours: Record<string, string | undefined> = { ...env };
  const top = resolve(cwd, env.GIT_WORK_TREE ?? '.');
  if (!isWithin(root, top) && !isWithin(cwd, root)) {
    // Variables for the repository that git was started in do not apply to the one of the fleet.
    for (const name of [...PLACES, 'GIT_WORK_TREE', 'GIT_PREFIX']) delete ours[name];
  } else if (env.GIT_DIR) {
    ours.GIT_WORK_TREE = top;
    for (const name of PLACES) {
      const path = env[name];
      if (path) ours[name] = resolve(cwd, path);
    }
  }
  return ours;
}

function isWithin(path: string, folder: string): boolean {
  const between = relative(realpathSync(folder), realpathSync(path));
  return between !== '..' && !between.startsWith(`..${sep}`) && !isAbsolute(between);
}
