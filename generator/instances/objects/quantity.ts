/** The number of a quantity (as a float), or why it is not one, in the words of apimachinery. */
export type Quantity = { value: number } | { error: string };

const scales: ReadonlyMap<string, number> = new Map([
  ['n', 1e-9],
  ['u', 1e-6],
  ['m', 1e-3],
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
  const scale = at === 0 ? undefined : scales.get(text.slice(at));
  return scale === undefined ? undefined : { value: Number(text.slice(0, at)) * scale };
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function readQuantity(text: string): Quantity {
  const match = text === '' || text.length > 1000 ? null : shape.exec(text);
  if (match === null) return wrongShape;
  const [, sign, whole = '', fraction = '', suffix = ''] = match;
  if (whole + fraction === '' && /^[PE]i$/.test(suffix)) return wrongNumber;
  const scale = scales.get(suffix) ?? exponentOf(suffix);
  if (scale === undefined) return wrongSuffix;
  const value = Number(`${whole || '0'}.${fraction || '0'}`) * scale;
  return { value: sign === '-' && value !== 0 ? -value : value };
}

function exponentOf(suffix: string): number | undefined {
  return /^[eE][+-]?\d{1,18}$/.test(suffix) ? 10 ** Number(suffix.slice(1)) : undefined;
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
