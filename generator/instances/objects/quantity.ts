import { parseQuantity as parseExactly } from '@poolwright/crd-validator/go';

/** The number of a quantity (as a float), or why it is not one, in the words of apimachinery. */
export type Quantity = { value: number } | { error: string };

/** Reads a resource quantity as the API server does. */
export function parseQuantity(text: string): Quantity {
  const parsed = parseExactly(text);
  if ('error' in parsed) return parsed;
  // As a decimal text, which becomes the float nearest to it: 1930m is 1.93, and whole numbers of bytes are exact.
  return { value: Number(`${parsed.nanos}e-9`) };
}

/** A quantity as a manifest has it, a string or a number; undefined where it is neither or malformed. */
export function quantityOf(value: unknown): number | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return Number(value);
  const parsed = typeof value === 'string' ? parseQuantity(value) : undefined;
  return parsed && 'value' in parsed ? parsed.value : undefined;
}
