import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Context, Options, Outcome } from './command.ts';
import { wrongKubernetes } from './kubernetes-version.ts';
import { validateFleet } from './validate-fleet.ts';
import { withPage } from './with-page.ts';

/** Validates the fleet and its tree, or the manifests at the paths; what the one needs is not loaded for the other. */
export async function run(context: Context, options: Options, paths: string[]): Promise<Outcome> {
  const wrong = misplacedOption(options, paths) ?? wrongKubernetes(options);
  if (wrong) return { exitCode: 2, diagnostics: [wrong], result: {} };
  const { validatePaths } = paths.length > 0 ? await import('./validate-paths.ts') : {};
  const once = async (): Promise<Outcome> => {
    const outcome = await (validatePaths
      ? validatePaths(context, options, paths)
      : validateFleet(context, options));
    return outcome.html ? outcome : withPage(context, outcome);
  };
  if (!options.watch) return once();
  const { watchAndRun } = await import('./watch.ts');
  const { fleetAndTree, manifestPaths } = await import('./watched.ts');
  const { root } = context;
  return watchAndRun(context, paths.length > 0 ? manifestPaths(root, paths) : fleetAndTree(root), once);
}

const OF_PATHS = ['var', 'var-file', 'tier', 'rules'];
const OF_FLEETS = ['base', 'kubeconform', 'no-cache', 'server'];

function misplacedOption(options: Options, paths: readonly string[]): Diagnostic | undefined {
  if (options.watch && paths.includes('-'))
    return {
      code: 'invalid-value',
      severity: 'error',
      message: '--watch cannot watch standard input',
      help: 'Name files or folders, or leave out --watch',
    };
  const unfit = paths.length > 0 ? OF_FLEETS : OF_PATHS;
  const option = unfit.find((one) => options[one] !== undefined);
  return option === undefined
    ? undefined
    : {
        code: 'invalid-value',
        severity: 'error',
        message: `--${option} is only for ${paths.length > 0 ? 'a fleet' : 'manifests'}`,
        help:
          paths.length > 0
            ? 'Leave the option out, or the paths'
            : 'Name the manifests, or leave the option out',
      };
}
