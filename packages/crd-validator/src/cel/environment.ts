import { Environment, Optional } from '@marcbachmann/cel-js';
import { type GoRegExp, goRegExp } from '@poolwright/go-regexp';
import { CelFault } from './fault.ts';

export { Optional };

/** Functions whose meaning in cel-js is not cel-go's, and the names ours are registered under. */
export const replaced: ReadonlyMap<string, string> = new Map([
  ['int', 'goInt'],
  ['matches', 'goMatches'],
]);

/** The name that a rule has for a function that is registered under another. */
export function writtenName(name: string): string {
  for (const [written, registered] of replaced) if (registered === name) return written;
  return name;
}

const sync = { async: false };

/** CEL as validation rules have it: `oldSelf` is a value, or an optional one in rules with optionalOldSelf. */
export interface Environments {
  plain: Environment;
  optional: Environment;
}

/** The CEL environments of CRD validation rules, as far as cel-js can be made to agree with cel-go. */
export function newEnvironments(): Environments {
  const limits = { maxAstNodes: 100_000, maxDepth: 250, maxListElements: 10_000, maxMapEntries: 10_000 };
  const plain = new Environment({ unlistedVariablesAreDyn: true, enableOptionalTypes: true, limits });
  addConversions(plain);
  addRegularExpressions(plain);
  addLists(plain);
  return { plain, optional: plain.clone().registerVariable('oldSelf', 'optional<dyn>') };
}

function addConversions(environment: Environment): void {
  environment
    .registerFunction('goInt(int): int', (value: bigint) => value, sync)
    .registerFunction('goInt(double): int', doubleToInt, sync)
    .registerFunction('goInt(string): int', stringToInt, sync);
}

function doubleToInt(value: number): bigint {
  if (!Number.isFinite(value) || Math.abs(value) >= 2 ** 63) throw new CelFault('integer overflow');
  return BigInt(Math.trunc(value));
}

// cel-go, common/types/string.go, ConvertToType, which is strconv.ParseInt
function stringToInt(text: string): bigint {
  if (!/^[+-]?\d+$/.test(text) || text.length > 40) throw conversion('string', 'int');
  const value = BigInt(text.replace(/^\+/, ''));
  if (BigInt.asIntN(64, value) !== value) throw conversion('string', 'int');
  return value;
}

function conversion(from: string, to: string): CelFault {
  return new CelFault(`type conversion error from '${from}' to '${to}'`);
}

// apiserver, pkg/cel/library/regex.go
function addRegularExpressions(environment: Environment): void {
  const compiled = new Map<string, GoRegExp>();
  const of = (pattern: string): GoRegExp => {
    const known = compiled.get(pattern);
    if (known !== undefined) return known;
    const made = compilePattern(pattern);
    compiled.set(pattern, made);
    return made;
  };
  environment
    .registerFunction('string.goMatches(string): bool', (text: string, re: string) => of(re).test(text), sync)
    .registerFunction(
      'string.find(string): string',
      (text: string, re: string) => of(re).find(text) ?? '',
      sync,
    )
    .registerFunction(
      'string.findAll(string): list<string>',
      (text: string, re: string) => of(re).findAll(text, -1),
      sync,
    )
    .registerFunction(
      'string.findAll(string, int): list<string>',
      (text: string, re: string, limit: bigint) => of(re).findAll(text, Number(limit)),
      sync,
    );
}

function compilePattern(pattern: string): GoRegExp {
  try {
    return goRegExp(pattern);
  } catch (cause) {
    throw new CelFault(`Illegal regex: ${cause instanceof Error ? cause.message : cause}`);
  }
}

// apiserver, pkg/cel/library/lists.go
function addLists(environment: Environment): void {
  environment
    .registerFunction(
      'list.isSorted(): bool',
      (list: Comparable[]) => list.every((item, index) => index === 0 || at(list, index - 1) <= item),
      sync,
    )
    .registerFunction(
      'list<int>.sum(): int',
      (list: bigint[]) => list.reduce((sum, item) => sum + item, 0n),
      sync,
    )
    .registerFunction(
      'list.min(): dyn',
      (list: Comparable[]) => extreme(list, 'min', (item, best) => item < best),
      sync,
    )
    .registerFunction(
      'list.max(): dyn',
      (list: Comparable[]) => extreme(list, 'max', (item, best) => item > best),
      sync,
    )
    .registerFunction(
      'list.indexOf(dyn): int',
      (list: unknown[], item: unknown) => BigInt(list.indexOf(item)),
      sync,
    )
    .registerFunction(
      'list.lastIndexOf(dyn): int',
      (list: unknown[], item: unknown) => BigInt(list.lastIndexOf(item)),
      sync,
    );
}

type Comparable = string | number | bigint;

function at(list: Comparable[], index: number): Comparable {
  return list[index] as Comparable;
}

function extreme(
  list: Comparable[],
  name: string,
  better: (item: Comparable, best: Comparable) => boolean,
): Comparable {
  if (list.length === 0) throw new CelFault(`${name} called on empty list`);
  return list.reduce((best, item) => (better(item, best) ? item : best));
}
