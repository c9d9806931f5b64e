const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const LINE_LENGTH = 70;

/** Bytes in base64; texts of more than 70 characters are broken into lines, as kyaml does (yaml/datamap.go). */
export function encodeBase64(bytes: Uint8Array): string {
  let text = '';
  for (let index = 0; index < bytes.length; index += 3) {
    const [a = 0, b, c] = bytes.subarray(index, index + 3);
    const group = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    text += `${ALPHABET.charAt(group >> 18)}${ALPHABET.charAt((group >> 12) & 63)}`;
    text += b === undefined ? '=' : ALPHABET.charAt((group >> 6) & 63);
    text += c === undefined ? '=' : ALPHABET.charAt(group & 63);
  }
  if (text.length < LINE_LENGTH) return text;
  return text.replace(/.{1,70}/g, '$&\n');
}
