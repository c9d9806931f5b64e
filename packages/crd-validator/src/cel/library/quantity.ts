import type { Environment } from '@marcbachmann/cel-js';
import { CelFault } from '../fault.ts';
import type { LibraryValue } from './equality.ts';
import { sync } from './sync.ts';

const powers: ReadonlyMap<string, number> = new Map([
  ['n', -9],
  ['u', -6],
  ['m', -3],
  ['', 0],
  ['k', 3],
  ['M', 6],
  ['G', 9],
  ['T', 12],
  ['P', 15],
  ['E', 18],
]);
const binary = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const shape = /^([+-]?)(\d*)(?:\.(\d*))?([eEinumkKMGTP]*[+-]?\d*)$/;
/** Quantities are kept as billionths, the smallest that there are. */
const unit = 1_000_000_000n;
const mostInt = 2n ** 63n - 1n;

/** An exact resource quantity (apimachinery v0.37, pkg/api/resource/quantity.go). */
export class Quantity implements LibraryValue {
  readonly celType = 'kubernetes.Quantity';
  readonly nanos: bigint;
  /** The power of ten that Go keeps it by as an int64; undefined where it keeps a decimal, which is never taken for an integer. */
  readonly scale: number | undefined;

  constructor(nanos: bigint, scale: number | undefined) {
    this.nanos = nanos;
    this.scale = scale;
  }

  equals(other: unknown): boolean {
    return other instanceof Quantity && other.nanos === this.nanos;
  }

  plus(nanos: bigint, scale: number | undefined): Quantity {
    const sum = this.nanos + nanos;
    if (this.nanos === 0n) return new Quantity(sum, scale);
    if (nanos === 0n || this.scale === undefined || scale === undefined)
      return new Quantity(sum, nanos === 0n ? this.scale : undefined);
    return new Quantity(sum, Math.min(this.scale, scale));
  }
}

/** Reads a quantity, or gives the reason why it is not one, in apimachinery's words. */
export function readQuantity(text: string): Quantity | string {
  const match = text === '' || text.length > 1000 ? null : shape.exec(text);
  if (match === null)
    return "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
  const [, sign, whole = '', fraction = '', suffix = ''] = match;
  const power = powers.get(suffix) ?? exponentOf(suffix);
  const bits = (binary.indexOf(suffix) + 1) * 10;
  if (power === undefined && bits === 0) return "unable to parse quantity's suffix";
  if (whole + fraction === '' && suffix !== '' && /^[PE]i$/.test(suffix))
    return 'unable to parse numeric part of quantity';
  const digits = BigInt(whole + fraction || '0') << BigInt(bits);
  const exact = scaled(digits, (power ?? 0) - fraction.length + 9);
  const capped = bits > 0 && exact > mostInt * unit ? mostInt * unit : exact;
  return new Quantity(sign === '-' ? -capped : capped, scaleOf(whole, fraction, bits, power ?? 0));
}

/** Go reads short numbers into an int64, and others into a decimal. */
function scaleOf(whole: string, fraction: string, bits: number, power: number): number | undefined {
  const count = Math.max(whole.replace(/^0+/, '').length, 1) + fraction.length;
  if (bits > 0) {
    const precision = 15 - count - Math.trunc((bits * 3) / 10) - 1;
    return fraction === '' && precision >= 0 ? 0 : undefined;
  }
  const scale = power - fraction.length;
  return count <= 18 && scale >= -9 ? scale : undefined;
}

/** `digits` times ten to the `power`; what is not whole is rounded up. */
function scaled(digits: bigint, power: number): bigint {
  if (digits === 0n) return 0n;
  if (power >= 0) return digits * 10n ** BigInt(Math.min(power, 2000));
  // So small a quantity is rounded up to the smallest there is.
  if (-power > 2000) return 1n;
  const divisor = 10n ** BigInt(-power);
  return (digits + divisor - 1n) / divisor;
}

function exponentOf(suffix: string): number | undefined {
  return /^[eE][+-]?\d{1,10}$/.test(suffix) ? Number(suffix.slice(1)) : undefined;
}

/** apiserver v0.37, pkg/cel/library/quantity.go. */
export function addQuantities(environment: Environment): void {
  const type = 'kubernetes.Quantity';
  environment
    .registerType(type, Quantity)
    .registerFunction(`quantity(string): ${type}`, quantity, sync)
    .registerFunction(
      'isQuantity(string): bool',
      (text: string) => typeof readQuantity(text) !== 'string',
      sync,
    )
    .registerFunction(`${type}.isInteger(): bool`, (q: Quantity) => integerOf(q) !== undefined, sync)
    .registerFunction(`${type}.asInteger(): int`, asInteger, sync)
    .registerFunction(`${type}.asApproximateFloat(): double`, (q: Quantity) => Number(q.nanos) / 1e9, sync)
    .registerFunction(`sign(${type}): int`, (q: Quantity) => order(q, new Quantity(0n, 0)), sync)
    .registerFunction(
      `${type}.isGreaterThan(${type}): bool`,
      (a: Quantity, b: Quantity) => a.nanos > b.nanos,
      sync,
    )
    .registerFunction(
      `${type}.isLessThan(${type}): bool`,
      (a: Quantity, b: Quantity) => a.nanos < b.nanos,
      sync,
    )
    .registerFunction(`${type}.compareTo(${type}): int`, order, sync)
    .registerFunction(
      `${type}.add(${type}): ${type}`,
      (a: Quantity, b: Quantity) => a.plus(b.nanos, b.scale),
      sync,
    )
    .registerFunction(`${type}.add(int): ${type}`, (a: Quantity, b: bigint) => a.plus(b * unit, 0), sync)
    .registerFunction(
      `${type}.sub(${type}): ${type}`,
      (a: Quantity, b: Quantity) => a.plus(-b.nanos, b.scale),
      sync,
    )
    .registerFunction(`${type}.sub(int): ${type}`, (a: Quantity, b: bigint) => a.plus(-b * unit, 0), sync);
}

function quantity(text: string): Quantity {
  const read = readQuantity(text);
  if (typeof read === 'string') throw new CelFault(read);
  return read;
}

function integerOf({ nanos, scale }: Quantity): bigint | undefined {
  if (scale === undefined || scale < 0) return undefined;
  const whole = nanos / unit;
  return nanos % unit === 0n && BigInt.asIntN(64, whole) === whole ? whole : undefined;
}

function asInteger(q: Quantity): bigint {
  const whole = integerOf(q);
  if (whole === undefined) throw new CelFault('cannot convert value to integer');
  return whole;
}

function order(a: Quantity, b: Quantity): bigint {
  return a.nanos < b.nanos ? -1n : a.nanos > b.nanos ? 1n : 0n;
}
