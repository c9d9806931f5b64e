import type { ProcessContext } from '../process-context.ts';
import { type CommandResult, type RunRequest, runCommand as runWith } from '../run-command.ts';

/** Runs the gate. Most commits touch no fleet: this file only finds that out, and loads the rest if one is touched. */
export function runCommand(
  request: RunRequest,
  root: string,
  around: ProcessContext,
): Promise<CommandResult> {
  return runWith(request, root, around, () => import('../gate.ts'));
}
