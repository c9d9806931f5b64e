import type { ProcessContext } from '../process-context.ts';
import { type CommandResult, type RunRequest, runCommand as runWith } from '../run-command.ts';

/** Runs the gate, which most commits do not concern: this file has only what tells, and loads the others for those that it concerns. */
export function runCommand(
  request: RunRequest,
  root: string,
  around: ProcessContext,
): Promise<CommandResult> {
  return runWith(request, root, around, () => import('../gate.ts'));
}
