/** An error that is no bug: the system, git or a lock would not let the command go on. */
export interface Fault extends Error {
  /** How to mend it, an imperative sentence without a final full stop. */
  mend: string;
}

/** True for the error classes of `write` and `commit`, which tell how to mend what happened. */
export function isFault(error: unknown): error is Fault {
  return error instanceof Error && typeof (error as Partial<Fault>).mend === 'string';
}

/** True for what a command throws after Ctrl-C, once it has put things right. */
export function isInterruption(fault: Fault): boolean {
  return 'code' in fault && fault.code === 'interrupted';
}
