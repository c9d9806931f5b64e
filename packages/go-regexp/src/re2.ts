import { RE2JS } from 're2js';

/** A compiled pattern of any syntax that RE2 has. */
export type Re2 = RE2JS;

/** Compiles a pattern; throws `RE2JSSyntaxException` when it is none. */
export function compileRe2(pattern: string): Re2 {
  return RE2JS.compile(pattern);
}
