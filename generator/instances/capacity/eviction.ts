import { quantityOf } from '../objects/quantity.ts';

/**
 * The amount of `memory.available` or `nodefs.available` below which the kubelet evicts pods: a quantity, or a
 * percentage of the capacity, where 100% sets no threshold. Undefined where it is neither. provider v1.15.2, types.go,
 * computeEvictionSignal.
 */
export function evictionAmount(signal: string, capacity: number): number | undefined {
  if (!signal.endsWith('%')) return quantityOf(signal);
  const percent = Number(signal.replaceAll('%', ''));
  if (Number.isNaN(percent)) return undefined;
  return percent === 100 ? 0 : Math.ceil((capacity / 100) * percent);
}
