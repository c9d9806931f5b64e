import type { Environment } from '@marcbachmann/cel-js';
import { type GoQuantity, nanosPerUnit, parseQuantity } from '../../go-quantity.ts';
import { CelFault } from '../fault.ts';
import type { LibraryValue } from './equality.ts';
import { sync } from './sync.ts';

/** An exact resource quantity (apimachinery v0.37, pkg/api/resource/quantity.go). */
export class Quantity implements LibraryValue, GoQuantity {
  readonly celType = 'kubernetes.Quantity';
  readonly nanos: bigint;
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

/** apiserver v0.37, pkg/cel/library/quantity.go. */
export function addQuantities(environment: Environment): void {
  const type = 'kubernetes.Quantity';
  environment
    .registerType(type, Quantity)
    .registerFunction(`quantity(string): ${type}`, quantity, sync)
    .registerFunction('isQuantity(string): bool', (text: string) => !('error' in parseQuantity(text)), sync)
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
    .registerFunction(
      `${type}.add(int): ${type}`,
      (a: Quantity, b: bigint) => a.plus(b * nanosPerUnit, 0),
      sync,
    )
    .registerFunction(
      `${type}.sub(${type}): ${type}`,
      (a: Quantity, b: Quantity) => a.plus(-b.nanos, b.scale),
      sync,
    )
    .registerFunction(
      `${type}.sub(int): ${type}`,
      (a: Quantity, b: bigint) => a.plus(-b * nanosPerUnit, 0),
      sync,
    );
}

function quantity(text: string): Quantity {
  const read = parseQuantity(text);
  if ('error' in read) throw new CelFault(read.error);
  return new Quantity(read.nanos, read.scale);
}

function integerOf({ nanos, scale }: Quantity): bigint | undefined {
  if (scale === undefined || scale < 0) return undefined;
  const whole = nanos / nanosPerUnit;
  return nanos % nanosPerUnit === 0n && BigInt.asIntN(64, whole) === whole ? whole : undefined;
}

function asInteger(q: Quantity): bigint {
  const whole = integerOf(q);
  if (whole === undefined) throw new CelFault('cannot convert value to integer');
  return whole;
}

function order(a: Quantity, b: Quantity): bigint {
  return a.nanos < b.nanos ? -1n : a.nanos > b.nanos ? 1n : 0n;
}
