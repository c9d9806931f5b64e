import type { Pool } from '../objects/pool.ts';
import { requirementOf } from './requirement.ts';

/** What a pool requires of a label by its requirements and labels, in their words: `Gt 4 and Lt 8`, `In amd64`, `Exists`. */
export function writtenText({ written, labels }: Pick<Pool, 'written' | 'labels'>, key: string): string {
  const label = labels.get(key);
  return [
    ...written
      .filter((one) => one.key === key && requirementOf(one.operator, one.values) !== undefined)
      .map(({ operator, values }) => [operator, values.join(', ')].filter(Boolean).join(' ')),
    ...(label === undefined ? [] : [`In ${label}`]),
  ].join(' and ');
}
