import { setImmediate as turn } from 'node:timers/promises';
import type { Outcome } from './command.ts';

/** Whether a signal came; one that came while the process was busy arrives here. */
export async function isInterrupted(signal: AbortSignal | undefined): Promise<boolean> {
  if (signal === undefined) return false;
  await turn();
  return signal.aborted;
}

/** The outcome of a command that a signal ended. */
export function interrupted(what: string): Outcome {
  return { exitCode: 130, diagnostics: [], summary: `interrupted: ${what}`, result: {} };
}
