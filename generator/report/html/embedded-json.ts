import { escapeUnit, escapeUnprintable } from '../printable.ts';

/** JSON for a script element: nothing in it ends the element, starts a comment, or ends a line of JavaScript. */
export function embeddedJson(value: unknown): string {
  return escapeUnprintable(JSON.stringify(value)).replace(/[<\u2028\u2029]/g, escapeUnit);
}
