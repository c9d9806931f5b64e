/** The number of a quantity (as a float), or why it is not one, in the words of apimachinery. */
export type Quantity = { value: number } | { error: string };

const scales: ReadonlyMap<string, number> = new Map([
  ['', 1],
  ['k', 1e3],
  ['M', 1e6],
  ['G', 1e9],
  ['T', 1e12],
  ['P', 1e15],
  ['E', 1e18],
  ['Ki', 2 ** 10],
  ['Mi', 2 ** 20],
  ['Gi', 2 ** 30],
  ['Ti', 2 ** 40],
  ['Pi', 2 ** 50],
  ['Ei', 2 ** 60],
]);

/** What the number is divided by, since no float is a thousandth. */
const divisors: ReadonlyMap<string, number> = new Map([
  ['n', 1e9],
  ['u', 1e6],
  ['m', 1e3],
]);

const shape = /^([+-]?)(\d*)(?:\.(\d*))?([eEinumkKMGTP]*[+-]?\d*)$/;
const wrongShape = {
  error: "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
};
const wrongNumber = { error: 'unable to parse numeric part of quantity' };
const wrongSuffix = { error: "unable to parse quantity's suffix" };

/** Reads a resource quantity: apimachinery v0.37, pkg/api/resource/quantity.go, ParseQuantity. */
export function parseQuantity(text: string): Quantity {
  return plainQuantity(text) ?? readQuantity(text);
}

/** Most are a few digits and a unit, which spares them the expression. */
function plainQuantity(text: string): Quantity | undefined {
  let at = 0;
  while (at < 16 && isDigit(text.charCodeAt(at))) at += 1;
  if (at === 0) return undefined;
  const value = scaled(text.slice(0, at), text.slice(at));
  return value === undefined ? undefined : { value };
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function readQuantity(text: string): Quantity {
  const match = text === '' || text.length > 1000 ? null : shape.exec(text);
  if (match === null) return wrongShape;
  const [, sign, whole = '', fraction = '', suffix = ''] = match;
  if (whole + fraction === '' && /^[PE]i$/.test(suffix)) return wrongNumber;
  const value = scaled(`${whole || '0'}.${fraction || '0'}`, suffix);
  if (value === undefined) return wrongSuffix;
  return { value: sign === '-' && value !== 0 ? -value : value };
}

/** The float nearest to the number; undefined for an unknown suffix. */
function scaled(number: string, suffix: string): number | undefined {
  const scale = scales.get(suffix);
  if (scale !== undefined) return Number(number) * scale;
  const divisor = divisors.get(suffix);
  if (divisor !== undefined) return Number(number) / divisor;
  return /^[eE][+-]?\d{1,18}$/.test(suffix) ? Number(number + suffix) : undefined;
}

/** True when the API server would take the text as a quantity. */
export function isQuantity(text: string): boolean {
  return 'value' in parseQuantity(text);
}

/** A quantity as a manifest has it, a string or a number; undefined where it is neither or malformed. */
export function quantityOf(value: unknown): number | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return Number(value);
  const parsed = typeof value === 'string' ? parseQuantity(value) : wrongShape;
  return 'value' in parsed ? parsed.value : undefined;
}
