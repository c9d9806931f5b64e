import { isUtf8 } from 'node:buffer';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';

/** Stands for bytes that are not UTF-8: half of a surrogate pair, which no UTF-8 text holds. */
const INVALID = '\uDCFF';

/** What no YAML file has; line breaks and tabs are not among them. */
const CONTROL = /[^\P{Cc}\t\n\r\u0085]/u;

/** Decodes UTF-8, and marks what is not, so that a U+FFFD of the author's own stays one. */
export function decodeUtf8(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  return isUtf8(bytes) ? text : text.replaceAll('\uFFFD', INVALID);
}

/**
 * Why a file's text, from `decodeUtf8`, cannot be what the author wrote.
 * @returns undefined where the text is UTF-8
 */
export function encodingFault(file: string, text: string): Diagnostic | undefined {
  const fault = (message: string, offset: number, help = 'Save the file as UTF-8'): Diagnostic => {
    const before = text.slice(0, offset).split('\n');
    return {
      code: 'yaml-syntax',
      severity: 'error',
      message,
      help,
      at: { file, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 },
    };
  };
  // UTF-16 has a zero byte beside each ASCII character, and its byte order mark is not UTF-8.
  if (/^(?:\uDCFF\uDCFF)?(?:[^\0]\0){2}|^(?:\uDCFF\uDCFF)?(?:\0[^\0]){2}/.test(text))
    return fault('the file is UTF-16, but Poolwright, kubectl and kustomize read UTF-8', 0);
  const offset = text.indexOf(INVALID);
  if (offset >= 0) return fault('this byte is not valid UTF-8', offset);
  const control = text.search(CONTROL);
  if (control < 0) return undefined;
  const code = text.charCodeAt(control).toString(16).toUpperCase().padStart(4, '0');
  return fault(
    `this is the control character U+${code}, and YAML has none in a file`,
    control,
    `Remove it, or write it in double quotes as "\\u${code}"`,
  );
}
