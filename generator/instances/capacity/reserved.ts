import type { Resources } from './resources.ts';

const mib = 2 ** 20;
const gib = 2 ** 30;

/** Shares of ranges of milli-cores that the kubelet reserves. */
const ranges = [
  { start: 0, end: 1000, share: 0.06 },
  { start: 1000, end: 2000, share: 0.01 },
  { start: 2000, end: 4000, share: 0.005 },
  { start: 4000, end: 2 ** 31, share: 0.0025 },
];

/** What the kubelet keeps for itself, where `kubeReserved` does not say so: provider v1.15.2, types.go, kubeReservedResources. */
export function kubeReserved(vcpus: number, pods: number, given: Resources): Map<string, number> {
  return new Map([
    ['cpu', reservedMilliCores(vcpus * 1000) / 1000],
    ['memory', (11 * pods + 255) * mib],
    ['ephemeral-storage', gib],
    ...given,
  ]);
}

function reservedMilliCores(milliCores: number): number {
  let sum = 0;
  for (const { start, end, share } of ranges) {
    if (milliCores >= start) sum += Math.trunc((Math.min(milliCores, end) - start) * share);
  }
  return sum;
}
