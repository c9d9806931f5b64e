import type { PricedType } from './plot.ts';

/** `$0.0960`, `$1.536`, `$133.46`. */
export function hourlyText(dollars: number): string {
  return `$${dollars.toFixed(dollars < 1 ? 4 : dollars < 100 ? 3 : 2)}`;
}

/** `m5.large, amd64: 2 vCPU, 8 GiB, $0.0960/h`; an estimated price has `~` before it. */
export function typeText({ name, arch, vcpus, memoryGib, dollarsPerHour, isEstimated }: PricedType): string {
  const price = `${isEstimated ? '~' : ''}${hourlyText(dollarsPerHour)}/h`;
  return `${name}, ${arch}: ${vcpus} vCPU, ${memoryGib} GiB, ${price}`;
}
