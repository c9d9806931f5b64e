const encoder = new TextEncoder();

/**
 * FNV-1 with 64 bits, as Go's hash/fnv New64 has it. The prime is 2^40 + 435, so the two halves of the state are
 * multiplied as plain numbers without loss.
 */
export function fnv(bytes: Uint8Array): bigint {
  let high = 0xcbf29ce4;
  let low = 0x84222325;
  for (const byte of bytes) {
    const product = low * 435;
    high = (high * 435 + Math.floor(product / 2 ** 32) + (low & 0xffffff) * 2 ** 8) % 2 ** 32;
    low = ((product >>> 0) ^ byte) >>> 0;
  }
  return (BigInt(high) << 32n) | BigInt(low);
}

/** The hash of a string: of its UTF-8. */
export function fnvText(text: string): bigint {
  return fnv(encoder.encode(text));
}

/** The hash of integers of that many bits, one after the other, little-endian. */
export function fnvIntegers(bits: 8 | 32 | 64, ...values: readonly bigint[]): bigint {
  const bytes = new Uint8Array((values.length * bits) / 8);
  values.forEach((value, index) => {
    let rest = BigInt.asUintN(bits, value);
    for (let at = 0; at < bits / 8; at += 1) {
      bytes[(index * bits) / 8 + at] = Number(rest & 0xffn);
      rest >>= 8n;
    }
  });
  return fnv(bytes);
}
