import { simpleGit } from 'simple-git';
import type { ProcessContext } from './environment.ts';
import { GitError } from './error.ts';
import { type Outcome, type RunOptions, startFault } from './outcome.ts';

/**
 * simple-git guards against untrusted options and variables. The arguments are all ours, and the environment is
 * the user's: the editor, ssh command and askpass program must reach git and its hooks.
 */
const ALLOWED = {
  // Else hooks would inherit a variable that makes git refuse abbreviated options.
  allowAbbreviatedOptions: true,
  allowUnsafeAlias: true,
  allowUnsafeAskPass: true,
  allowUnsafeCommandBinaries: true,
  allowUnsafeConfigEnvCount: true,
  allowUnsafeConfigPaths: true,
  allowUnsafeCredentialHelper: true,
  allowUnsafeDiffExternal: true,
  allowUnsafeDiffTextConv: true,
  allowUnsafeEditor: true,
  allowUnsafeExec: true,
  allowUnsafeFilter: true,
  allowUnsafeFsMonitor: true,
  allowUnsafeGitProxy: true,
  allowUnsafeGpgProgram: true,
  allowUnsafeHooksPath: true,
  allowUnsafeInclude: true,
  allowUnsafeMergeDriver: true,
  allowUnsafePack: true,
  allowUnsafePager: true,
  allowUnsafeProtocolOverride: true,
  allowUnsafeSshCommand: true,
  allowUnsafeSubmodule: true,
  allowUnsafeTemplateDir: true,
  allowUnsafeUrlRewrite: true,
};

/** Milliseconds from git's exit to the end of its output, where a hook may hold that open. */
const EXIT_TO_END = 200;

/** Where git runs, with which variables, and what stops it. */
interface Running {
  folder: string;
  env: ProcessContext['env'];
  signal: AbortSignal | undefined;
}

/** Runs git to its end by `simple-git`, which stops it, and the hooks that it runs, with a signal. */
export async function runToEnd(
  { folder, env, signal }: Running,
  args: readonly string[],
  { input, hooks = false, onOutput }: RunOptions,
): Promise<Outcome> {
  let code = 0;
  let stderr = '';
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined));
  const client = simpleGit({
    baseDir: folder,
    allowEnvironment: Object.keys(given),
    unsafe: ALLOWED,
    completion: { onClose: true, onExit: hooks ? EXIT_TO_END : false },
    ...(signal === undefined ? {} : { abort: signal }),
    ...(input === undefined ? {} : { input: () => input }),
    errors: (error, result) => {
      code = result.exitCode;
      stderr = Buffer.concat(result.stdErr).toString();
      // A positive code is git's own answer; simple-git would make an error of it only if stderr has text.
      return code > 0 && !signal?.aborted ? undefined : error;
    },
  }).env(given);
  if (onOutput)
    client.outputHandler((_command, _stdout, printed) =>
      printed.on('data', (bytes) => onOutput(String(bytes))),
    );
  try {
    return { stdout: await client.raw([...args]), code, stderr };
  } catch (cause) {
    if (signal?.aborted) throw new GitError('interrupted', 'The run was interrupted', 'Run again', { cause });
    throw startFault(asError(cause), folder);
  }
}

/** What simple-git throws names the cause in its text only. */
function asError(cause: unknown): Error {
  const message = cause instanceof Error ? cause.message : String(cause);
  return Object.assign(
    new Error(message, { cause }),
    message.includes('ENOENT') && { code: 'ENOENT', path: 'git' },
  );
}
