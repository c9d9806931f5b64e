import { YamlError } from './error.ts';

/**
 * kustomize prints a value as JSON, which it then reads as YAML (sigs.k8s.io/yaml JSONToYAML). These functions
 * handle the few strings that this changes.
 */

/** JSON does not escape these. */
const HARMED = /[\x7f-\x9f\ufffe\uffff]|[\ud800-\udfff]/;
const REFUSED = /[\x7f-\x84\x86-\x9f\ufffe\uffff]/;
const LONE_SURROGATE = /[\ud800-\udfff]/gu;
const NEXT_LINES = / *\x85[ \x85]*/g;
const DOCUMENT_MARKER = /\x85(?:---|\.\.\.)[ \x85]/;

/** The string after that. Throws YamlError for characters that YAML does not allow. */
export function passString(text: string): string {
  if (!HARMED.test(text)) return text;
  const at = text.search(REFUSED);
  if (at >= 0) throw new YamlError('control characters are not allowed', { line: 0, column: at });
  if (DOCUMENT_MARKER.test(text)) {
    throw new YamlError('found unexpected document indicator', { line: 0, column: 0 });
  }
  return text.replace(LONE_SURROGATE, '\ufffd').replace(NEXT_LINES, foldNextLines);
}

/** NEL is a line break to YAML, and so is folded inside the quotes JSON put around it. */
function foldNextLines(run: string): string {
  const breaks = run.split('\x85').length - 1;
  return breaks === 1 ? ' ' : '\n'.repeat(breaks - 1);
}

const LONGEST_KEY = 1024;

/** The key after that. Throws YamlError for one that, as JSON, is not a key in YAML. */
export function passKey(key: string): string {
  if (key.length * 6 + 2 > LONGEST_KEY || key.includes('\x85')) checkKey(key);
  return passString(key);
}

/** A key must be on one line and not too long. */
function checkKey(key: string): void {
  const problem = "did not find expected ',' or '}'";
  const at = { line: 0, column: 0 };
  if (key.includes('\x85')) throw new YamlError(problem, at, `yaml: line 1: ${problem}`);
  let length = 2;
  for (const character of key) length += jsonLength(character);
  if (length > LONGEST_KEY) throw new YamlError(problem, at);
}

/** How many characters Go's encoding/json writes for a character. */
function jsonLength(character: string): number {
  if ('"\\\n\r\t\b\f'.includes(character)) return 2;
  return character < ' ' || '<>&\u2028\u2029'.includes(character) ? 6 : 1;
}
