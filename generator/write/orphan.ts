const TEMPORARY = /^\.poolwright-\d+-\d+\.tmp$/;

/** The name of the temporary file that a run writes and then renames. Unique in one run. */
export function temporaryName(pid: number, count: number): string {
  return `.poolwright-${pid}-${count}.tmp`;
}

/** Whether a file name is that of a temporary file a killed run left behind. */
export function isTemporaryName(name: string): boolean {
  return TEMPORARY.test(name);
}
