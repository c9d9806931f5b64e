/** Values as text that is the same for the same values; integers beyond 2^53 are bigints, which JSON has not. */
export function jsonKey(values: unknown): string {
  return JSON.stringify(values, (_key, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  );
}
