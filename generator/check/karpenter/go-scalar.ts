const ranges: Readonly<Record<string, readonly [bigint, bigint]>> = {
  int: [-(2n ** 63n), 2n ** 63n - 1n],
  int64: [-(2n ** 63n), 2n ** 63n - 1n],
  int32: [-(2n ** 31n), 2n ** 31n - 1n],
  uint32: [0n, 2n ** 32n - 1n],
};

/** How Go names a JSON value that does not fit, as `string` or `number 1.5`; undefined where it fits. */
export function scalarProblem(value: string | number | bigint | boolean, scalar: string): string | undefined {
  const kind = kindOf(value);
  if (scalar === 'bool' || scalar === 'string') return kind === scalar ? undefined : kind;
  if (typeof value !== 'number' && typeof value !== 'bigint') return kind;
  const range = ranges[scalar];
  if (range === undefined) return undefined;
  const isWhole = typeof value === 'bigint' || Number.isInteger(value);
  return isWhole && value >= range[0] && value <= range[1] ? undefined : `number ${value}`;
}

/** How Go names the kind of a JSON value. */
export function kindOf(value: string | number | bigint | boolean): string {
  if (typeof value === 'boolean') return 'bool';
  return typeof value === 'string' ? 'string' : 'number';
}
