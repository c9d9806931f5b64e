/** What a word of a phrase is: a plain one, an encoded one and whether it is empty, or one in an unknown charset. */
export type Word = 'plain' | 'encoded' | 'empty' | 'unknown';

/** What a word is by RFC 2047, as far as Go's mime.WordDecoder knows it: `=?utf-8?q?a_b?=`. */
export function wordKind(word: string): Word {
  const match = /^=\?([^?]+)\?([bq])\?([^?]*)\?=$/is.exec(word);
  if (match === null) return 'plain';
  const [, charset = '', encoding = '', written = ''] = match;
  const base64 = encoding.toLowerCase() === 'b';
  const text = base64 ? written.replace(/[\r\n]/g, '') : written;
  if (!(base64 ? isBase64(text) : isQuotedPrintable(text))) return 'plain';
  // With the flag u, as in Go, a long s is one, too.
  if (!/^(?:utf-8|iso-8859-1|us-ascii)$/iu.test(charset)) return 'unknown';
  return text === '' ? 'empty' : 'encoded';
}

/** Base64 in groups of four, padded; the empty text as well. */
export function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
}

function isQuotedPrintable(text: string): boolean {
  return /^[ -<>-~\t\n\r]*$/.test(text.replace(/=[0-9a-f]{2}/gi, ''));
}
