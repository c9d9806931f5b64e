import { systemError } from '../write/error.ts';

/** An error that is not a bug: the system, git or a lock stopped the command. */
export interface Fault extends Error {
  /** How to fix it, an imperative sentence without a final full stop. */
  help: string;
  /** Whether an argument names a file or folder that does not exist, which is exit code 2. */
  isNotFound?: boolean;
  /** Whether an argument has a value that is not allowed, which is exit code 2. */
  isWrongArgument?: boolean;
}

/** True for the error classes of `write` and `commit`, which have a help. */
export function isFault(error: unknown): error is Fault {
  return error instanceof Error && typeof (error as Partial<Fault>).help === 'string';
}

/** Converts an error, including errors of the operating system, to a fault; `undefined` for a bug. */
export function asFault(error: unknown): Fault | undefined {
  if (isFault(error)) return error;
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) return undefined;
  return systemError(error, 'path' in error ? String(error.path) : 'a file', 'read');
}

/** True for what a command throws after Ctrl-C, once it has cleaned up. */
export function isInterruption(fault: Fault): boolean {
  return 'code' in fault && fault.code === 'interrupted';
}
