/** Ways to show a text on a terminal, by the codes that begin and end them (ECMA-48, select graphic rendition). */
const CODES = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  yellow: [33, 39],
  blue: [34, 39],
  green: [32, 39],
  cyan: [36, 39],
} as const;

export type Color = keyof typeof CODES;

/** Gives a text the color, or leaves it as it is. */
export type Colors = Readonly<Record<Color, (text: string) => string>>;

/** @param isOn whether texts get colors at all */
export function createColors(isOn: boolean): Colors {
  const painter =
    ([begin, end]: readonly [number, number]) =>
    (text: string): string =>
      isOn ? `\u001b[${begin}m${text}\u001b[${end}m` : text;
  return Object.fromEntries(Object.entries(CODES).map(([color, codes]) => [color, painter(codes)])) as Colors;
}
