import { spawnSync } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { GateError } from './error.ts';

/**
 * Runs git in the folder that holds the fleet, and gives what it prints. Takes its arguments, and what it reads from
 * its standard input. Throws a `GateError` when there is no git, or it fails.
 */
export type Git = (args: readonly string[], input?: string) => Buffer;

/** The process that the gate runs in. */
export interface Surroundings {
  /** Where it was started, which is what relative paths in git's variables are relative to. */
  cwd: string;
  env: Readonly<Record<string, string | undefined>>;
}

/** Opens git for the folder `root`, with the index and repository that git's variables name, as a hook needs it. */
export function openGit(root: string, around: Surroundings): Git {
  const ours = environment(root, around);
  return (args, input) => {
    const { status, stdout, stderr, error } = spawnSync('git', args, {
      cwd: root,
      env: ours,
      maxBuffer: 2 ** 31,
      ...(input === undefined ? {} : { input }),
    });
    if (error) throw startFault(error);
    if (status !== 0) throw failure(root, args, stderr.toString());
    return stdout;
  };
}

/** Variables that tell git which repository and index to use. */
const PLACES = ['GIT_DIR', 'GIT_INDEX_FILE', 'GIT_COMMON_DIR', 'GIT_OBJECT_DIRECTORY'];

/**
 * Git resolves GIT_DIR and its kin against the folder it runs in, and takes that folder for the top of the work
 * tree when there is no GIT_WORK_TREE (git 2.39, setup.c). A hook runs at the top, and the fleet may lie below.
 */
function environment(root: string, { cwd, env }: Surroundings): Record<string, string | undefined> {
  const ours: Record<string, string | undefined> = { ...env, LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0' };
  const top = resolve(cwd, env.GIT_WORK_TREE ?? '.');
  if (!isWithin(root, top) && !isWithin(cwd, root)) {
    // What git says of the repository it was started in is not true of the one that the fleet is in.
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

function startFault(error: Error): GateError {
  if ('code' in error && error.code === 'ENOENT')
    return new GateError('git-missing', 'there is no git to run', 'Install git, or add it to PATH', {
      cause: error,
    });
  return new GateError('git-failed', `git could not be run: ${error.message}`, 'Look at the cause', {
    cause: error,
  });
}

function failure(root: string, args: readonly string[], stderr: string): GateError {
  const said = stderr.trim().split('\n', 1)[0] ?? '';
  // Outside of a repository `git diff` takes its arguments for files to compare, and refuses --cached.
  if (/not a git repository|unknown option .cached|must be run in a work tree/i.test(stderr)) {
    return new GateError(
      'not-a-repository',
      `${root} is in no git repository`,
      'Run the gate in a repository, or make one with git init',
    );
  }
  const command = args.find((arg) => /^[a-z]/.test(arg)) ?? '';
  return new GateError('git-failed', `git ${command} failed: ${said}`, 'Do what git says and run again');
}
