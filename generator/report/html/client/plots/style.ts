/** What all plots have in common; `styles/plots.css` has the colours. */
export const COMMON = {
  className: 'drawn-plot',
  style: { fontSize: '12px' },
} as const;

/** A colour of `styles/plots.css`. */
export function color(name: string): string {
  return `var(--plot-${name})`;
}

/** As much of a text as has room in some pixels, where a letter is about 7 wide. */
export function fitted(text: string, pixels: number): string {
  const most = Math.max(8, Math.floor(pixels / 7));
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}
