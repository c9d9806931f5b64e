import { runeBytes, runes } from './bytes.ts';
import { BadPattern, type Budget, matches } from './glob.ts';

/** `${v#pattern}` and `${v##pattern}`; a malformed pattern leaves the value as it is. */
export function trimPrefix(value: string, pattern: string, longest: boolean, budget: Budget): string {
  try {
    return value.slice(prefixLength(value, pattern, longest, budget));
  } catch (error) {
    if (error instanceof BadPattern) return value;
    throw error;
  }
}

/**
 * `${v%pattern}` and `${v%%pattern}`: the prefix rule on both strings reversed, as funcs.go of
 * fluxcd/pkg envsubst v1.9.0 does it. A class is malformed once reversed, and then nothing is trimmed.
 */
export function trimSuffix(value: string, pattern: string, longest: boolean, budget: Budget): string {
  return reverse(trimPrefix(reverse(value), reverse(pattern), longest, budget));
}

/** Every prefix is tried from the longest on, so that a malformed pattern shows wherever Go sees it. */
function prefixLength(value: string, pattern: string, longest: boolean, budget: Budget): number {
  let found = 0;
  for (let length = value.length; length > 0; length--) {
    if (!matches(pattern, value.slice(0, length), budget)) continue;
    if (longest) return length;
    found = length;
  }
  return found;
}

function reverse(bytes: string): string {
  return runes(bytes)
    .reverse()
    .map((rune) => runeBytes(rune.code))
    .join('');
}
