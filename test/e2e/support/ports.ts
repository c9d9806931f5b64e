/** Ports from a range of their own, each given once; in a network namespace nobody else has any. */
export function createPorts(first: number): () => number {
  let next = first;
  return () => next++;
}
