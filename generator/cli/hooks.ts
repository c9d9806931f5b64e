import { realpathSync } from 'node:fs';
import { hookStatus, hooksFolder, installHooks, uninstallHooks } from '../gate/hooks.ts';
import { openGit } from '../git/runner.ts';
import { workTreeOf } from '../git/worktree.ts';
import type { Context, Options, Outcome } from './command.ts';

/** Installs, removes or reports the git hook that runs the gate before each commit. */
export async function run(context: Context, _options: Options, [action = '']: string[]): Promise<Outcome> {
  const git = openGit(context.root, context);
  const folder = await hooksFolder(git, context.root);
  switch (action) {
    case 'install': {
      return outcome(installHooks(folder, workTreeOf(git).top, programFile()), 0);
    }
    case 'uninstall':
      return outcome(uninstallHooks(folder), 0);
    case 'status': {
      const hooks = hookStatus(folder);
      return outcome(hooks, hooks.every(({ isInstalled }) => isInstalled) ? 0 : 1);
    }
    default:
      return {
        exitCode: 2,
        diagnostics: [
          {
            code: 'invalid-value',
            severity: 'error',
            message: `hooks has no action ${action}`,
            help: 'Run poolwright hooks install, poolwright hooks uninstall or poolwright hooks status',
          },
        ],
        result: {},
      };
  }
}

/** The program that a hook starts: the one that runs. */
export function programFile(): string {
  return realpathSync(process.argv[1] ?? '');
}

function outcome(hooks: ReturnType<typeof hookStatus>, exitCode: 0 | 1): Outcome {
  return {
    exitCode,
    diagnostics: [],
    product: hooks.map(({ path, text }) => `${path}: ${text}\n`).join(''),
    result: { hooks },
  };
}
