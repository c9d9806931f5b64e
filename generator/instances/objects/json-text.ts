/** Values as JSON, the same text for the same values; integers beyond 2^53, which JSON has not, are strings. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value, (_key, item) => (typeof item === 'bigint' ? String(item) : item)) ?? 'null';
}
