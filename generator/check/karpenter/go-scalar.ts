/** The first number of a type, and the first that is too large. */
const ranges: Readonly<Record<string, readonly [number, number]>> = {
  int: [-(2 ** 63), 2 ** 63],
  int64: [-(2 ** 63), 2 ** 63],
  int32: [-(2 ** 31), 2 ** 31],
  uint32: [0, 2 ** 32],
};

/** How Go names a JSON value that does not fit, such as `string` or `number 1.5`; undefined where it fits. */
export function scalarProblem(value: string | number | bigint | boolean, scalar: string): string | undefined {
  const kind = kindOf(value);
  if (scalar === 'bool' || scalar === 'string') return kind === scalar ? undefined : kind;
  if (typeof value !== 'number' && typeof value !== 'bigint') return kind;
  const range = ranges[scalar];
  if (range === undefined) return undefined;
  const isWhole = typeof value === 'bigint' || Number.isInteger(value);
  return isWhole && value >= range[0] && value < range[1] ? undefined : `number ${value}`;
}

/** How Go names the kind of a JSON value. */
export function kindOf(value: string | number | bigint | boolean): string {
  if (typeof value === 'boolean') return 'bool';
  return typeof value === 'string' ? 'string' : 'number';
}
