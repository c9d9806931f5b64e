/** Seconds from the first year to 1970. */
const unixEpoch = 62_135_596_800n;

/**
 * A time as Go's Time.MarshalBinary writes it once metav1.Time has read it into the local time zone, which is UTC in
 * Karpenter's container: a version, the seconds, the nanoseconds and the offset, which is 0 and not that of UTC itself.
 */
export function timeBytes(text: string): Uint8Array {
  const parts = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d+))?(Z|[+-]\d\d:\d\d)$/.exec(text);
  const milliseconds = parts === null ? Number.NaN : Date.parse(`${parts[1]}${parts[3]}`);
  if (Number.isNaN(milliseconds)) throw new Error(`not a time: ${text}`);
  const view = new DataView(new ArrayBuffer(15));
  view.setUint8(0, 1);
  view.setBigInt64(1, BigInt(milliseconds / 1000) + unixEpoch);
  view.setUint32(9, Number((parts?.[2] ?? '').slice(0, 9).padEnd(9, '0')));
  return new Uint8Array(view.buffer);
}
