/** Git's lists that end each entry with a zero byte, so that a path may hold anything else. */
export function splitNul(output: Buffer): string[] {
  return output.toString('utf8').split('\0').slice(0, -1);
}
