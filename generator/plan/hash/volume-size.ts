/**
 * A volume size as Quantity.String of apimachinery writes it, with the largest unit that leaves an integer: 1Ti for
 * 1024Gi. The CRD allows a number of Gi, G, Ti or T, and takes the unit alone for 0; another text is left as it is.
 */
export function canonicalVolumeSize(text: string): string {
  const [, digits = '', unit = ''] = /^(\d*)(Gi|G|Ti|T)$/.exec(text) ?? [];
  if (unit === '') return text;
  const count = Number(digits);
  if (count === 0) return '0';
  const step = unit.endsWith('i') ? 1024 : 1000;
  return unit.startsWith('G') && count % step === 0
    ? `${count / step}${unit.replace('G', 'T')}`
    : `${count}${unit}`;
}
