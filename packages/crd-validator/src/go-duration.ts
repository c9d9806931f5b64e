/** Nanoseconds, or why the text is not a duration, in Go's words. */
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

const limit = 0x8000_0000_0000_0000n;

/** Reads a duration as Go's time.ParseDuration does: `1h30m`, `-1.5s`, `300ms`. */
export function parseDuration(text: string): Duration {
  const sign = text.startsWith('-') || text.startsWith('+') ? 1 : 0;
  if (text.slice(sign) === '0') return { nanoseconds: 0n };
  if (text.length === sign) return invalid(text);
  let total = 0n;
  for (let at = sign; at < text.length; ) {
    const point = digitsEnd(text, at);
    const end = text[point] === '.' ? digitsEnd(text, point + 1) : point;
    if (end - at === Number(end > point)) return invalid(text);
    const count = int64(text.slice(at, point));
    if (count === undefined) return invalid(text);
    const next = unitEnd(text, end);
    const unit = text.slice(end, next);
    const scale = units.get(unit);
    if (unit === '') return { error: `time: missing unit in duration ${quote(text)}` };
    if (scale === undefined) return { error: `time: unknown unit ${quote(unit)} in duration ${quote(text)}` };
    total += count * scale + fractionOf(text.slice(point + 1, end), scale);
    if (total > limit) return invalid(text);
    at = next;
  }
  if (text.startsWith('-')) return { nanoseconds: -total };
  return total === limit ? invalid(text) : { nanoseconds: total };
}

function invalid(text: string): Duration {
  return { error: `time: invalid duration ${quote(text)}` };
}

function digitsEnd(text: string, from: number): number {
  let at = from;
  while (isDigit(text.charCodeAt(at))) at += 1;
  return at;
}

function unitEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== '.' && !isDigit(text.charCodeAt(at))) at += 1;
  return at;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** At most 2^63, of which a minus makes an int64. */
function int64(digits: string): bigint | undefined {
  if (digits.length < 19) return BigInt(digits || '0');
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
