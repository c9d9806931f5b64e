/** Nanoseconds, or why the text is no duration, in Go's words. */
export type Duration = { nanoseconds: bigint } | { error: string };

const units: ReadonlyMap<string, bigint> = new Map([
  ['ns', 1n],
  ['us', 1_000n],
  ['\u00b5s', 1_000n],
  ['\u03bcs', 1_000n],
  ['ms', 1_000_000n],
  ['s', 1_000_000_000n],
  ['m', 60_000_000_000n],
  ['h', 3_600_000_000_000n],
]);

const limit = 2n ** 63n;
const element = /(\d*)(?:\.(\d*))?([^\d.]*)/y;

/** Reads a duration as Go's time.ParseDuration does: `1h30m`, `-1.5s`, `300ms`. */
export function parseDuration(text: string): Duration {
  const invalid = { error: `time: invalid duration ${quote(text)}` };
  const sign = /^[+-]/.test(text) ? 1 : 0;
  if (text.slice(sign) === '0') return { nanoseconds: 0n };
  if (text.length === sign) return invalid;
  let total = 0n;
  for (let at = sign; at < text.length; at = element.lastIndex) {
    element.lastIndex = at;
    const [, whole = '', fraction, unit = ''] = element.exec(text) ?? [];
    if (whole === '' && (fraction ?? '') === '') return invalid;
    const count = int64(whole);
    if (count === undefined) return invalid;
    const scale = units.get(unit);
    if (unit === '') return { error: `time: missing unit in duration ${quote(text)}` };
    if (scale === undefined) return { error: `time: unknown unit ${quote(unit)} in duration ${quote(text)}` };
    total += count * scale + fractionOf(fraction ?? '', scale);
    if (total > limit) return invalid;
  }
  if (text.startsWith('-')) return { nanoseconds: -total };
  return total === limit ? invalid : { nanoseconds: total };
}

/** At most 2^63, of which a minus makes an int64. */
function int64(digits: string): bigint | undefined {
  const significant = digits.replace(/^0+/, '');
  const count = significant.length > 19 ? limit + 1n : BigInt(significant || '0');
  return count > limit ? undefined : count;
}

// Go computes the fraction in floating point.
function fractionOf(digits: string, scale: bigint): bigint {
  if (digits === '') return 0n;
  const kept = digits.slice(0, BigInt(digits.slice(0, 19)) < limit ? 19 : 18);
  return BigInt(Math.trunc(Number(kept) * (Number(scale) / 10 ** kept.length)));
}

// time/format.go has its own quote, which writes all but printable ASCII as bytes.
function quote(text: string): string {
  let out = '';
  for (const byte of Buffer.from(text)) {
    const letter = String.fromCharCode(byte);
    if (letter === '"' || letter === '\\') out += `\\${letter}`;
    else out += byte < 0x20 || byte >= 0x80 ? `\\x${byte.toString(16).padStart(2, '0')}` : letter;
  }
  return `"${out}"`;
}
