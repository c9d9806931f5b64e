/** The number as Go prints a float64 with the fewest digits (`strconv.FormatFloat(f, 'g', -1, 64)`). */
export function goFloatText(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e6) return String(value);
  const [mantissa = '0', exponentText = '0'] = value.toExponential().split('e');
  const exponent = Number(exponentText);
  if (exponent >= -4 && exponent < 6) return String(value);
  const digits = String(Math.abs(exponent)).padStart(2, '0');
  return `${mantissa}e${exponent < 0 ? '-' : '+'}${digits}`;
}
