import { goQuote } from '../../go-text.ts';
import { CelFault } from '../fault.ts';
import { type CelMap, durationSeconds, isMap, stringOf, timestampText, typeName } from './text.ts';
import { Duration, UnsignedInt } from './types.ts';

/** `string.format` (cel-go v0.29, ext/formatting.go). */
export function formatText(format: string, args: unknown[]): string {
  let out = '';
  let next = 0;
  for (let at = 0; at < format.length; ) {
    if (format[at] !== '%') {
      out += format[at];
      at += 1;
    } else if (format[at + 1] === '%') {
      out += '%';
      at += 2;
    } else {
      if (next >= args.length) throw new CelFault(`index ${next} out of range`);
      const clause = clauseAt(format, at + 1);
      out += written(clause, args[next]);
      next += 1;
      at = clause.end;
    }
  }
  return out;
}

/** The verbs of a format's clauses, or why it cannot be read. */
export function formatClauses(format: string): string[] | string {
  const verbs: string[] = [];
  try {
    for (let at = format.indexOf('%'); at >= 0; ) {
      const isEscape = format[at + 1] === '%';
      const clause = isEscape ? undefined : clauseAt(format, at + 1);
      if (clause) verbs.push(clause.verb);
      at = format.indexOf('%', clause?.end ?? at + 2);
    }
  } catch (cause) {
    if (cause instanceof CelFault) return cause.message;
    throw cause;
  }
  return verbs;
}

interface Clause {
  verb: string;
  precision: number;
  end: number;
}

function clauseAt(format: string, at: number): Clause {
  if (at >= format.length) throw new CelFault('unexpected end of string');
  const [, digits] = /^\.(\d*)/.exec(format.slice(at)) ?? [];
  const verbAt = at + (digits === undefined ? 0 : digits.length + 1);
  const verb = format[verbAt];
  if (verb === undefined)
    throw wrongClause('error while parsing precision: could not find end of precision specifier');
  if (digits === '')
    throw wrongClause(
      'error while parsing precision: error while converting precision to integer: strconv.Atoi: parsing "": invalid syntax',
    );
  if (!/[sdfebxXo]/.test(verb)) throw wrongClause(`unrecognized formatting clause "${verb}"`);
  const precision = digits === undefined ? 6 : Number(digits);
  // JavaScript writes no more digits, and no message needs them.
  if (precision > 100) throw wrongClause(`precision ${precision} exceeds the 100 digits that are supported`);
  return { verb, precision, end: verbAt + 1 };
}

function wrongClause(why: string): CelFault {
  return new CelFault(`could not parse formatting clause: ${why}`);
}

function written({ verb, precision }: Clause, value: unknown): string {
  const number = value instanceof UnsignedInt ? value.valueOf() : value;
  switch (verb) {
    case 's':
      return asString(value);
    case 'd':
      if (typeof number === 'bigint') return String(number);
      throw unfit('decimal clause can only be used on integers', value);
    case 'f':
    case 'e':
      return asFloat(verb, precision, value);
    case 'b':
      if (typeof number === 'boolean') return number ? '1' : '0';
      if (typeof number === 'bigint') return number.toString(2);
      throw unfit('only integers and bools can be formatted as binary', value);
    case 'o':
      if (typeof number === 'bigint') return number.toString(8);
      throw unfit('octal clause can only be used on integers', value);
    default:
      return asHex(verb, value, number);
  }
}

// Numbers are written for readers of English there.
function asFloat(verb: string, precision: number, value: unknown): string {
  const name = verb === 'f' ? 'fixed-point' : 'scientific';
  const float = typeof value === 'string' && /^(?:NaN|-?Infinity)$/.test(value) ? Number(value) : value;
  if (typeof float !== 'number') throw unfit(`${name} clause can only be used on doubles`, value);
  if (!Number.isFinite(float)) {
    const text = Number.isNaN(float) ? 'NaN' : float > 0 ? '∞' : '-∞';
    return verb === 'e' ? text.padStart(precision) : text;
  }
  if (verb === 'e') {
    // What is written as a precision is a width there.
    const [digits = '', exponent = ''] = float.toExponential(6).split('e');
    return `${digits}×10${superscript(exponent)}`.padStart(precision);
  }
  const [whole = '', fraction] = fixed(float, precision).split('.');
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** Like `toFixed`, but Go rounds what lies in the middle to an even digit. */
function fixed(value: number, precision: number): string {
  const exact = value.toFixed(Math.min(precision + 30, 100));
  const cut = exact.indexOf('.') + 1 + precision;
  const kept = exact.slice(0, cut).replace(/\.$/, '');
  return /^50*$/.test(exact.slice(cut)) && /[02468]$/.test(kept) ? kept : value.toFixed(precision);
}

function superscript(exponent: string): string {
  const digits = exponent.slice(1).padStart(2, '0');
  return `${exponent.startsWith('-') ? '⁻' : ''}${[...digits].map((digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]).join('')}`;
}

function asHex(verb: string, value: unknown, number: unknown): string {
  const hex =
    typeof number === 'bigint'
      ? number.toString(16)
      : typeof number === 'string' || number instanceof Uint8Array
        ? Buffer.from(number).toString('hex')
        : undefined;
  if (hex === undefined)
    throw unfit('only integers, byte buffers, and strings can be formatted as hex', value);
  return verb === 'X' ? hex.toUpperCase() : hex;
}

function asString(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (isMap(value)) return mapText(value);
  const text = stringOf(value);
  if (text !== undefined) return text;
  throw unfit(
    'string clause can only be used on strings, bools, bytes, ints, doubles, maps, lists, types, durations, and timestamps',
    value,
  );
}

/** A value in a list or map, as CEL would write it. */
function literal(value: unknown): string {
  if (typeof value === 'string') return goQuote(value);
  if (typeof value === 'number') return Number.isFinite(value) ? fixed(value, 6) : goQuote(goInfinite(value));
  if (value instanceof Date) return `timestamp(${goQuote(timestampText(value))})`;
  if (value instanceof Duration) return `duration(${goQuote(`${durationSeconds(value)}s`)})`;
  if (value instanceof Uint8Array) return `b${goQuote(Buffer.from(value).toString())}`;
  if (value === null || Array.isArray(value) || isMap(value) || stringOf(value) !== undefined)
    return asString(value);
  throw new CelFault(`error during formatting: no formatting function for ${typeName(value)}`);
}

function goInfinite(value: number): string {
  return Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf';
}

function mapText(map: CelMap): string {
  const entries = map instanceof Map ? [...map.entries()] : Object.entries(map);
  const texts = entries.map(([key, value]) => [literal(key), literal(value)] as const);
  return `{${texts
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}:${value}`)
    .join(', ')}}`;
}

function unfit(why: string, value: unknown): CelFault {
  return new CelFault(`error during formatting: ${why}, was given ${typeName(value)}`);
}
