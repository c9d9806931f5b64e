/** A resource quantity, exactly. */
export interface GoQuantity {
  /** In billionths, the smallest that there are. */
  nanos: bigint;
  /** The power of ten that Go keeps it by as an int64; undefined where it keeps a decimal, which is never taken for an integer. */
  scale: number | undefined;
}

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
/** Billionths in one. */
export const nanosPerUnit = 1_000_000_000n;
const mostInt = 2n ** 63n - 1n;

/**
 * Reads a resource quantity, or says why it is not one, in apimachinery's words: apimachinery v0.37,
 * pkg/api/resource/quantity.go, ParseQuantity.
 */
export function parseQuantity(text: string): GoQuantity | { error: string } {
  const match = text === '' || text.length > 1000 ? null : shape.exec(text);
  if (match === null)
    return {
      error: "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
    };
  const [, sign, whole = '', fraction = '', suffix = ''] = match;
  const power = powers.get(suffix) ?? exponentOf(suffix);
  const bits = (binary.indexOf(suffix) + 1) * 10;
  if (power === undefined && bits === 0) return { error: "unable to parse quantity's suffix" };
  if (whole + fraction === '' && /^[PE]i$/.test(suffix))
    return { error: 'unable to parse numeric part of quantity' };
  const digits = BigInt(whole + fraction || '0') << BigInt(bits);
  const exact = scaled(digits, (power ?? 0) - fraction.length + 9);
  const most = mostInt * nanosPerUnit;
  const nanos = bits > 0 && exact > most ? most : exact;
  return { nanos: sign === '-' ? -nanos : nanos, scale: scaleOf(whole, fraction, bits, power ?? 0) };
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

/** Go keeps the lower 32 bits of an exponent. */
function exponentOf(suffix: string): number | undefined {
  if (!/^[eE][+-]?\d{1,18}$/.test(suffix)) return undefined;
  return Number(BigInt.asIntN(32, BigInt(suffix.slice(1))));
}
