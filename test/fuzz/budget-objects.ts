import type { ValueObject } from '@kustomize-ts/core';
import type { Random } from './crd-objects.ts';

const DAY = 86_400_000;
const FIELDS: readonly (readonly [min: number, max: number, names: readonly string[]])[] = [
  [0, 59, []],
  [0, 23, []],
  [1, 31, []],
  [1, 12, ['jan', 'FEB', 'mar', 'Dec']],
  [0, 6, ['sun', 'MON', 'fri', 'sat']],
];
const MACROS = ['@hourly', '@daily', '@midnight', '@weekly', '@monthly', '@annually', '@yearly'];
const BROKEN = [
  '60 * * * *',
  '* 24 * * *',
  '0 0 0 * *',
  '0 0 * 13 *',
  '0 0 * * 7',
  '5-1 * * * *',
  '*/0 * * * *',
  'x x x x x',
];
const COUNTS = [
  '0',
  '1',
  '2',
  '5',
  '17',
  '1000',
  '007',
  '2147483647',
  '2147483648',
  '99999999999',
  '9223372036854775808',
];

/** A `spec.disruption` that the CRD accepts, with any budgets that it accepts. */
export function randomDisruption(random: Random): ValueObject {
  if (random.chance(0.03)) return { budgets: [] };
  return { budgets: Array.from({ length: 1 + random.below(4) }, () => randomBudget(random)) };
}

function randomBudget(random: Random): ValueObject {
  const nodes = random.chance(0.6) ? `${random.below(101)}%` : random.pick(COUNTS);
  const reasons = ['Empty', 'Drifted', 'Underutilized'].filter(() => random.chance(0.5));
  const when = random.chance(0.75)
    ? { schedule: randomSchedule(random), duration: randomDuration(random) }
    : {};
  return { nodes, ...(random.chance(0.4) ? { reasons } : {}), ...when };
}

/** A schedule of five fields or a macro; a few cannot be read. */
export function randomSchedule(random: Random): string {
  if (random.chance(0.1)) return random.pick(MACROS);
  if (random.chance(0.03)) return random.pick(BROKEN);
  return FIELDS.map((field) => (random.chance(0.45) ? '*' : randomField(random, field))).join(' ');
}

function randomField(random: Random, [min, max, names]: (typeof FIELDS)[number]): string {
  const value = () =>
    names.length > 0 && random.chance(0.3) ? random.pick(names) : String(min + random.below(max - min + 1));
  const range = () => {
    const from = min + random.below(max - min + 1);
    return `${from}-${from + random.below(max - from + 1)}`;
  };
  const part = () =>
    random.pick([
      value,
      range,
      () => `${range()}/${1 + random.below(9)}`,
      () => `${random.pick(['*', '?'])}/${1 + random.below(20)}`,
      () => `${value()}/${1 + random.below(9)}`,
    ])();
  return Array.from({ length: random.chance(0.2) ? 2 : 1 }, part).join(',');
}

function randomDuration(random: Random): string {
  const minutes = random.below(60);
  const hours = random.chance(0.1) ? random.below(400) : random.below(25);
  return random.pick([`${minutes}m`, `${hours}h`, `${hours}h${minutes}m`, `${hours}h${minutes}m0s`]);
}

/** A time from 2024 to 2032, now and then at a full hour; milliseconds since 1970. */
export function randomTime(random: Random): number {
  const time = Date.UTC(2024, 0, 1) + Math.floor(random.next() * 8 * 365 * DAY);
  return random.chance(0.4) ? Math.floor(time / 3_600_000) * 3_600_000 : time;
}
