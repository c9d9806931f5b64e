import type { Environment } from '@marcbachmann/cel-js';
import { CelFault } from '../fault.ts';
import type { LibraryValue } from './equality.ts';
import { sync } from './sync.ts';

const identifier = /^[0-9A-Za-z-]+$/;

/** A semantic version (blang/semver v4.0). */
class Semver implements LibraryValue {
  readonly celType = 'kubernetes.Semver';
  readonly numbers: readonly [bigint, bigint, bigint];
  readonly prerelease: readonly string[];

  constructor(numbers: readonly [bigint, bigint, bigint], prerelease: readonly string[]) {
    this.numbers = numbers;
    this.prerelease = prerelease;
  }

  equals(other: unknown): boolean {
    return other instanceof Semver && order(this, other) === 0n;
  }
}

/** Reads a version, or gives the reason why it is not one. */
function readSemver(text: string): Semver | string {
  if (text === '') return 'Version string empty';
  const parts = text.split('.');
  if (parts.length < 3) return 'No Major.Minor.Patch elements found';
  const [major = '', minor = '', ...others] = parts;
  const rest = others.join('.');
  const plus = rest.indexOf('+');
  const [before, build] = plus < 0 ? [rest, undefined] : [rest.slice(0, plus), rest.slice(plus + 1)];
  const dash = before.indexOf('-');
  const [patch, pre] = dash < 0 ? [before, undefined] : [before.slice(0, dash), before.slice(dash + 1)];
  for (const [name, number] of [
    ['major', major],
    ['minor', minor],
    ['patch', patch],
  ] as const) {
    const wrong = numberFault(name, number);
    if (wrong !== undefined) return wrong;
  }
  for (const each of pre?.split('.') ?? []) {
    if (each === '') return 'Prerelease is empty';
    if (!identifier.test(each)) return `Invalid character(s) found in prerelease ${JSON.stringify(each)}`;
    if (/^0\d+$/.test(each))
      return `Numeric PreRelease version must not contain leading zeroes ${JSON.stringify(each)}`;
  }
  for (const each of build?.split('.') ?? []) {
    if (each === '') return 'Build meta data is empty';
    if (!identifier.test(each))
      return `Invalid character(s) found in build meta data ${JSON.stringify(each)}`;
  }
  return new Semver([BigInt(major), BigInt(minor), BigInt(patch)], pre?.split('.') ?? []);
}

function numberFault(name: string, text: string): string | undefined {
  if (!/^\d+$/.test(text)) return `Invalid character(s) found in ${name} number ${JSON.stringify(text)}`;
  if (/^0\d/.test(text))
    return `${name[0]?.toUpperCase()}${name.slice(1)} number must not contain leading zeroes ${JSON.stringify(text)}`;
  if (BigInt(text) >= 2n ** 64n)
    return `strconv.ParseUint: parsing ${JSON.stringify(text)}: value out of range`;
  return undefined;
}

/** `v1.02` as `1.2.0` (apiserver v0.37, pkg/cel/library/semverlib.go, normalizeAndParse). */
function normalized(text: string): string {
  const parts = text.replace(/^v/, '').split('.', 100);
  const last = Math.min(parts.length, 3) - 1;
  const numbers = [...parts.slice(0, 2), ...(parts.length > 2 ? [parts.slice(2).join('.')] : [])];
  const trimmed = numbers.map((each) => {
    if (each.length <= 1) return each;
    const bare = each.replace(/^0+/, '');
    return bare === '' || !/^\d/.test(bare) ? `0${bare}` : bare;
  });
  if (trimmed.length >= 3) return trimmed.join('.');
  if (/[+-]/.test(trimmed[last] ?? '')) return trimmed.join('.');
  return [...trimmed, '0', '0'].slice(0, 3).join('.');
}

/** apiserver v0.37, pkg/cel/library/semverlib.go. */
export function addSemvers(environment: Environment): void {
  const type = 'kubernetes.Semver';
  environment
    .registerType(type, Semver)
    .registerFunction(`semver(string): ${type}`, (text: string) => semver(text), sync)
    .registerFunction(
      `semver(string, bool): ${type}`,
      (text: string, loose: boolean) => semver(loose ? normalized(text) : text),
      sync,
    )
    .registerFunction('isSemver(string): bool', (text: string) => isSemver(text), sync)
    .registerFunction(
      'isSemver(string, bool): bool',
      (text: string, loose: boolean) => isSemver(loose ? normalized(text) : text),
      sync,
    )
    .registerFunction(`${type}.major(): int`, ({ numbers }: Semver) => numbers[0], sync)
    .registerFunction(`${type}.minor(): int`, ({ numbers }: Semver) => numbers[1], sync)
    .registerFunction(`${type}.patch(): int`, ({ numbers }: Semver) => numbers[2], sync)
    .registerFunction(`${type}.isLessThan(${type}): bool`, (a: Semver, b: Semver) => order(a, b) < 0n, sync)
    .registerFunction(
      `${type}.isGreaterThan(${type}): bool`,
      (a: Semver, b: Semver) => order(a, b) > 0n,
      sync,
    )
    .registerFunction(`${type}.compareTo(${type}): int`, order, sync);
}

function semver(text: string): Semver {
  const read = readSemver(text);
  if (typeof read === 'string') throw new CelFault(read);
  return read;
}

function isSemver(text: string): boolean {
  return typeof readSemver(text) !== 'string';
}

function order(a: Semver, b: Semver): bigint {
  for (const [i, number] of a.numbers.entries()) {
    const other = b.numbers[i] ?? 0n;
    if (number !== other) return number < other ? -1n : 1n;
  }
  return prereleaseOrder(a.prerelease, b.prerelease);
}

/** A version is greater than its prereleases. */
function prereleaseOrder(a: readonly string[], b: readonly string[]): bigint {
  if (a.length === 0 || b.length === 0) return BigInt(Number(b.length > 0) - Number(a.length > 0));
  for (const [i, one] of a.entries()) {
    const other = b[i];
    if (other === undefined) return 1n;
    const found = identifierOrder(one, other);
    if (found !== 0n) return found;
  }
  return a.length < b.length ? -1n : 0n;
}

/** Numbers come before words. */
function identifierOrder(a: string, b: string): bigint {
  const [left, right] = [/^\d+$/.test(a), /^\d+$/.test(b)];
  if (left !== right) return left ? -1n : 1n;
  const [x, y] = left ? [BigInt(a), BigInt(b)] : [a, b];
  return x < y ? -1n : x > y ? 1n : 0n;
}
