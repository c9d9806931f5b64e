import type { Context, Options, Outcome } from './command.ts';
import { SCRIPTS } from './completion/scripts.ts';

/** Prints the script by which a shell completes command lines of the program. */
export function run(_context: Context, _options: Options, [shell = '']: string[]): Outcome {
  const product = Object.hasOwn(SCRIPTS, shell) ? SCRIPTS[shell] : undefined;
  if (product !== undefined)
    return { exitCode: 0, diagnostics: [], product, result: { shell, script: product } };
  const shells = Object.keys(SCRIPTS).join(', ');
  return {
    exitCode: 2,
    diagnostics: [
      {
        code: 'invalid-value',
        severity: 'error',
        message: `cannot complete for the shell ${shell || '""'}`,
        help: `Use one of ${shells}`,
      },
    ],
    result: {},
  };
}
