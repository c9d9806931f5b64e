import type { Diagnostic } from '../diagnostics/diagnostic.ts';

/** What a UTF-8 decoder puts in place of a byte that it cannot read. */
const REPLACEMENT = '\uFFFD';

/**
 * Why a file's text, decoded as UTF-8, cannot be what the author wrote.
 * @returns undefined where the text is UTF-8
 */
export function encodingFault(file: string, text: string): Diagnostic | undefined {
  const fault = (message: string, offset: number): Diagnostic => {
    const before = text.slice(0, offset).split('\n');
    return {
      code: 'yaml-syntax',
      severity: 'error',
      message,
      help: 'Save the file as UTF-8',
      at: { file, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 },
    };
  };
  // UTF-16 has a zero byte beside each ASCII character, and its byte order mark is not UTF-8.
  if (/^(?:\uFFFD\uFFFD)?(?:[^\0]\0){2}|^(?:\uFFFD\uFFFD)?(?:\0[^\0]){2}/.test(text))
    return fault('the file is UTF-16, and Poolwright, kubectl and kustomize read UTF-8', 0);
  const offset = text.indexOf(REPLACEMENT);
  return offset < 0
    ? undefined
    : fault('a byte here is not UTF-8 (or it is the character U+FFFD, which replaces such a byte)', offset);
}
