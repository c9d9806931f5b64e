import { runeAt, runeBytes, runes } from './bytes.ts';

/**
 * Case by Unicode's simple mapping, one character for one, as Go's `unicode` package has it; JavaScript
 * maps some characters to several, which Go never does.
 */
export function changeCase(bytes: string, direction: 'upper' | 'lower', firstOnly: boolean): string {
  if (bytes === '') return '';
  const first = runeAt(bytes, 0);
  if (firstOnly) return runeBytes(simpleCase(first.code, direction)) + bytes.slice(first.width);
  return runes(bytes)
    .map((rune) => runeBytes(simpleCase(rune.code, direction)))
    .join('');
}

function simpleCase(code: number, direction: 'upper' | 'lower'): number {
  const character = String.fromCodePoint(code);
  const mapped = direction === 'upper' ? character.toUpperCase() : character.toLowerCase();
  const mappedCode = mapped.codePointAt(0) ?? code;
  if (mapped.length === String.fromCodePoint(mappedCode).length) return mappedCode;
  return direction === 'upper' ? simpleUpper(code) : simpleLower(code);
}

/** Characters whose full mapping is longer than their simple one: Greek with a iota below. */
function simpleUpper(code: number): number {
  const isIotaBelow = code >= 0x1f80 && code <= 0x1faf && (code & 8) === 0;
  if (isIotaBelow) return code + 8;
  return code === 0x1fb3 || code === 0x1fc3 || code === 0x1ff3 ? code + 9 : code;
}

/** The only one: capital I with a dot above. */
function simpleLower(code: number): number {
  return code === 0x130 ? 0x69 : code;
}
