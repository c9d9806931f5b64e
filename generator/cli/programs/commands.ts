import type { Run } from '../command.ts';
import type { namesOf as names } from '../completion/names.ts';
import type { checkStaged as check } from '../gate-fleet.ts';
import type { ProcessContext } from '../process-context.ts';
import { type CommandResult, type RunRequest, runCommand as runWith } from '../run-command.ts';

/** The code of each command. */
const LOADERS: Readonly<Record<string, () => Promise<{ run: Run }>>> = {
  generate: () => import('../generate.ts'),
  validate: () => import('../validate.ts'),
  fit: () => import('../fit.ts'),
  instances: () => import('../instances.ts'),
  plan: () => import('../plan.ts'),
  report: () => import('../report.ts'),
  render: () => import('../render.ts'),
  gate: () => import('../gate.ts'),
  hooks: () => import('../hooks.ts'),
  explain: () => import('../explain.ts'),
  comment: () => import('../comment.ts'),
  schema: () => import('../schema.ts'),
  completion: () => import('../completion.ts'),
  commit: () => import('../commit.ts'),
  import: () => import('../import.ts'),
  init: () => import('../init.ts'),
  diff: () => import('../diff.ts'),
};

/** Names for the completion of a command line. */
export const namesOf: typeof names = async (...given) =>
  (await import('../completion/names.ts')).namesOf(...given);

/** Runs any command. */
export function runCommand(
  request: RunRequest,
  root: string,
  around: ProcessContext,
): Promise<CommandResult> {
  const load = LOADERS[request.name];
  if (!load) throw new Error(`the command ${request.name} has no code`);
  return runWith(request, root, around, load);
}

/** The check of a fleet, for the gate, whose own file does without it. */
export const checkStaged: typeof check = async (...given) =>
  (await import('../gate-fleet.ts')).checkStaged(...given);
