import type { Environment } from '@marcbachmann/cel-js';
import { isDateTime } from '../../formats/time.ts';
import { parseDuration } from '../../go-duration.ts';
import { CelFault } from '../fault.ts';
import { sync } from './sync.ts';
import { stringOf } from './text.ts';
import { Duration, UnsignedInt } from './types.ts';

/** Conversions that cel-js does otherwise than cel-go, and the names ours are registered under. */
export const conversionNames = {
  bool: 'goBool',
  double: 'goDouble',
  uint: 'goUint',
  string: 'goString',
  duration: 'goDuration',
  timestamp: 'goTimestamp',
} as const;

const time = 'google.protobuf.Timestamp';
const span = 'google.protobuf.Duration';
const most = 2n ** 64n;

/** cel-go v0.29, common/types. */
export function addConversions(environment: Environment): void {
  environment
    .registerFunction('goBool(bool): bool', (value: boolean) => value, sync)
    .registerFunction('goBool(string): bool', toBool, sync)
    .registerFunction('goDouble(double): double', (value: number) => value, sync)
    .registerFunction('goDouble(int): double', Number, sync)
    .registerFunction('goDouble(uint): double', (value: UnsignedInt) => Number(value.valueOf()), sync)
    .registerFunction('goDouble(string): double', toDouble, sync)
    .registerFunction('goUint(uint): uint', (value: UnsignedInt) => value, sync)
    .registerFunction('goUint(int): uint', (value: bigint) => unsigned(value), sync)
    .registerFunction('goUint(double): uint', doubleToUint, sync)
    .registerFunction('goUint(string): uint', (text: string) => unsigned(digits(text, 'uint')), sync)
    .registerFunction('goInt(uint): int', (value: UnsignedInt) => signed(value.valueOf()), sync)
    .registerFunction(
      `goInt(${time}): int`,
      (value: Date) => BigInt(Math.floor(value.getTime() / 1000)),
      sync,
    )
    .registerFunction(
      `goInt(${span}): int`,
      ({ seconds, nanos }: Duration) => seconds * 1_000_000_000n + BigInt(nanos),
      sync,
    )
    .registerFunction(`goDuration(${span}): ${span}`, (value: Duration) => value, sync)
    .registerFunction(`goDuration(string): ${span}`, toDuration, sync)
    .registerFunction(`goTimestamp(${time}): ${time}`, (value: Date) => value, sync)
    .registerFunction(`goTimestamp(int): ${time}`, (seconds: bigint) => moment(Number(seconds) * 1000), sync)
    .registerFunction(`goTimestamp(string): ${time}`, toTimestamp, sync);
  for (const type of ['string', 'bool', 'int', 'uint', 'double', 'bytes', time, span])
    environment.registerFunction(`goString(${type}): string`, toText, sync);
}

function conversion(from: string, to: string): CelFault {
  return new CelFault(`type conversion error from '${from}' to '${to}'`);
}

function toText(value: unknown): string {
  const text = stringOf(value);
  if (text === undefined) throw new CelFault('no such overload');
  return text;
}

// strconv.ParseBool
function toBool(text: string): boolean {
  if (/^(?:1|t|T|TRUE|true|True)$/.test(text)) return true;
  if (/^(?:0|f|F|FALSE|false|False)$/.test(text)) return false;
  throw conversion('string', 'bool');
}

// strconv.ParseFloat
function toDouble(text: string): number {
  const special = /^([+-]?)(?:(inf|infinity)|nan)$/i.exec(text);
  if (special) return special[2] === undefined ? Number.NaN : special[1] === '-' ? -Infinity : Infinity;
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text)) throw conversion('string', 'double');
  const value = Number(text);
  if (!Number.isFinite(value)) throw conversion('string', 'double');
  return value;
}

function digits(text: string, to: string): bigint {
  if (!/^\d{1,40}$/.test(text)) throw conversion('string', to);
  const value = BigInt(text);
  if (value >= most) throw conversion('string', to);
  return value;
}

function unsigned(value: bigint): UnsignedInt {
  if (value < 0n || value >= most) throw new CelFault('unsigned integer overflow');
  return new UnsignedInt(value);
}

function signed(value: bigint): bigint {
  if (BigInt.asIntN(64, value) !== value) throw new CelFault('integer overflow');
  return value;
}

function doubleToUint(value: number): UnsignedInt {
  if (!Number.isFinite(value) || value < 0 || value >= 2 ** 64)
    throw new CelFault('unsigned integer overflow');
  return unsigned(BigInt(Math.trunc(value)));
}

function toDuration(text: string): Duration {
  const read = parseDuration(text);
  if ('error' in read) throw conversion('string', span);
  return new Duration(read.nanoseconds / 1_000_000_000n, Number(read.nanoseconds % 1_000_000_000n));
}

function toTimestamp(text: string): Date {
  if (!/^\d{4}-\d\d-\d\dT/.test(text) || !isDateTime(text)) throw conversion('string', time);
  return moment(Date.parse(text));
}

function moment(milliseconds: number): Date {
  if (!(milliseconds >= -62_135_596_800_000 && milliseconds <= 253_402_300_799_999))
    throw new CelFault('timestamp overflow');
  return new Date(milliseconds);
}
