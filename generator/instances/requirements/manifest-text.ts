import type { Requirement } from './requirement.ts';

/** A requirement as its author might write it, such as `In c5, m5`. */
export function manifestText({ complement, values, gte, lte }: Requirement): string {
  const listed = [...values].join(', ');
  if (!complement) return values.size === 0 ? 'DoesNotExist' : `In ${listed}`;
  const parts = [
    ...(values.size === 0 ? [] : [`NotIn ${listed}`]),
    ...(gte === undefined ? [] : [`Gte ${gte}`]),
    ...(lte === undefined ? [] : [`Lte ${lte}`]),
  ];
  return parts.length === 0 ? 'Exists' : parts.join(' and ');
}
