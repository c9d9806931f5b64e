const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/**
 * Text of bytes in base64, line breaks allowed; `undefined` when it is not base64. Each byte that is not part
 * of a UTF-8 character becomes U+FFFD, as in Go's encoding/json.
 */
export function decodeBase64(text: string): string | undefined {
  const compact = text.replace(/[\r\n]/g, '');
  if (!BASE64.test(compact)) return undefined;
  const bytes = Uint8Array.from(atob(compact), (character) => character.charCodeAt(0));
  let decoded = '';
  for (let at = 0; at < bytes.length; ) {
    const length = characterLength(bytes, at);
    decoded += length === 0 ? '\ufffd' : decodeCharacter(bytes.subarray(at, at + length));
    at += Math.max(length, 1);
  }
  return decoded;
}

function decodeCharacter(bytes: Uint8Array): string {
  return bytes.length === 1
    ? String.fromCharCode(bytes[0] as number)
    : new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}

/** Length of the UTF-8 character at an offset, 0 for an invalid one. */
function characterLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] as number;
  if (first < 0x80) return 1;
  const length =
    first >= 0xc2 && first <= 0xdf ? 2 : first >> 4 === 0xe ? 3 : first >= 0xf0 && first <= 0xf4 ? 4 : 0;
  if (length === 0 || at + length > bytes.length) return 0;
  for (let index = 1; index < length; index++) if ((bytes[at + index] as number) >> 6 !== 2) return 0;
  const second = bytes[at + 1] as number;
  // Overlong forms, surrogates and code points above U+10FFFF.
  if ((first === 0xe0 && second < 0xa0) || (first === 0xed && second > 0x9f)) return 0;
  if ((first === 0xf0 && second < 0x90) || (first === 0xf4 && second > 0x8f)) return 0;
  return length;
}
