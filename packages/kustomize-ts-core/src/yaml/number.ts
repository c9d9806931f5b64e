const MAX_INT64 = 2n ** 63n - 1n;
const MIN_INT64 = -(2n ** 63n);
const MAX_UINT64 = 2n ** 64n - 1n;

const INTEGER = /^[-+]?(?:0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9]\d*)$/;
const FLOAT = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;

/**
 * The integer that Go's `strconv.ParseInt(text, 0, 64)`, else `ParseUint`, reads: decimal, `0x`, `0b`,
 * `0o` or octal by a leading zero. `undefined` for any other text, and outside int64 and uint64.
 */
export function parseInteger(text: string): number | bigint | undefined {
  if (!INTEGER.test(text))
    return text[1] === 'b' && /^0b[-+][01]+$/.test(text) ? parseSigned(text) : undefined;
  const negative = text.startsWith('-');
  const signed = negative || text.startsWith('+');
  const digits = signed ? text.slice(1) : text;
  if (digits.length <= 15 && (digits === '0' || digits[0] !== '0')) return Number(text) + 0;
  const magnitude = BigInt(/^0[0-7]/.test(digits) ? `0o${digits.slice(1)}` : digits);
  const value = negative ? -magnitude : magnitude;
  if (value < MIN_INT64 || value > (signed ? MAX_INT64 : MAX_UINT64)) return undefined;
  return narrow(value);
}

/** An integer with its sign behind `0b` or `0o`: go-yaml parses what follows separately, which allows a sign (resolve.go). */
function parseSigned(text: string): number | bigint | undefined {
  const magnitude = BigInt(text.slice(0, 2) + text.slice(3));
  const value = text[2] === '-' ? -magnitude : magnitude;
  return value < MIN_INT64 || value > MAX_INT64 ? undefined : narrow(value);
}

/** As {@link parseInteger}, with the sign after `0o` that go-yaml v3 allows. */
export function parseIntegerV3(text: string): number | bigint | undefined {
  return text[1] === 'o' && /^0o[-+][0-7]+$/.test(text) ? parseSigned(text) : parseInteger(text);
}

/** What Go's `strconv.ParseFloat` accepts of text that starts with a point, with `_` between digits. */
const POINT_FLOAT = /^\.\d+(?:_\d+)*(?:[eE][-+]?\d+(?:_\d+)*)?$/;

/** A finite decimal float in YAML's style, `undefined` for anything else; -0 becomes 0. */
export function parseFloat64(text: string): number | undefined {
  if (!FLOAT.test(text)) return undefined;
  return finite(Number(text));
}

/** A finite float that starts with a point. */
export function parsePointFloat(text: string): number | undefined {
  return POINT_FLOAT.test(text) ? finite(Number(text.replaceAll('_', ''))) : undefined;
}

function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value + 0 : undefined;
}

/** A bigint as a number where that is exact. */
export function narrow(value: bigint): number | bigint {
  return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;
}

/** True for a bigint that only uint64 holds. */
export function isUint64Only(value: unknown): boolean {
  return typeof value === 'bigint' && value > MAX_INT64;
}

/** Go's `strconv.FormatFloat(value, 'g', -1, 64)` for a finite number. */
export function formatFloat(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e6) return String(value);
  return formatShortest(value, value.toExponential());
}

/** Go's `strconv.FormatFloat(value, 'g', -1, 32)`: the fewest digits that give the same float32. */
export function formatFloat32(value: number): string {
  const single = Math.fround(value);
  if (Number.isNaN(single)) return '.nan';
  if (!Number.isFinite(single)) return single > 0 ? '.inf' : '-.inf';
  for (let digits = 0; digits < 9; digits++) {
    const text = single.toExponential(digits);
    if (Math.fround(Number(text)) === single) return formatShortest(single, text);
  }
  return formatShortest(single, single.toExponential());
}

/**
 * @param exponential the digits to print, such as `1.25e+3`
 */
function formatShortest(value: number, exponential: string): string {
  const [mantissa = '', exponentText = '0'] = exponential.split('e');
  const exponent = Number(exponentText);
  return exponent >= -4 && exponent < 6
    ? plainNotation(value, mantissa, exponent)
    : exponentNotation(mantissa, exponent);
}

function exponentNotation(mantissa: string, exponent: number): string {
  const size = String(Math.abs(exponent)).padStart(2, '0');
  return `${mantissa}e${exponent < 0 ? '-' : '+'}${size}`;
}

function plainNotation(value: number, mantissa: string, exponent: number): string {
  const sign = value < 0 ? '-' : '';
  const digits = mantissa.replace('-', '').replace('.', '');
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  if (digits.length <= exponent + 1) return sign + digits.padEnd(exponent + 1, '0');
  return `${sign}${digits.slice(0, exponent + 1)}.${digits.slice(exponent + 1)}`;
}
