const ranges: Readonly<Record<string, readonly [bigint, bigint]>> = {
  int: [-0x8000_0000_0000_0000n, 0x7fff_ffff_ffff_ffffn],
  int64: [-0x8000_0000_0000_0000n, 0x7fff_ffff_ffff_ffffn],
  int32: [-0x8000_0000n, 0x7fff_ffffn],
  uint32: [0n, 0xffff_ffffn],
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
