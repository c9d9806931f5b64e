import type { Diagnostic, Location } from '../diagnostics/diagnostic.ts';
import { counted, placeText, plural } from './scope.ts';

/** Where to show a finding: its own place, else that of the first consequence. */
export function placeOf({ at, consequences = [] }: Diagnostic): Location | undefined {
  return at ?? consequences.find((one) => one.at)?.at;
}

/** How many consequences of a finding are shown to people; the rest is counted. */
const MOST_LINES = 5;

/** The consequences of a finding that add information: another place or another object. */
export function consequencesOf({ consequences = [], message, at }: Diagnostic): Diagnostic[] {
  const known = new Map<string, Diagnostic>();
  for (const one of consequences) {
    const key = JSON.stringify([one.message, one.at]);
    if (!known.has(key)) known.set(key, one);
  }
  known.delete(JSON.stringify([message, at]));
  return [...known.values()];
}

function isSame(one: Location, other: Location | undefined): boolean {
  return other !== undefined && placeText(one) === placeText(other);
}

/**
 * The lines below a finding that list its consequences; empty if they add nothing.
 * @param most lines that are written out
 */
export function consequenceLines(diagnostic: Diagnostic, most: number = MOST_LINES): string[] {
  const all = consequencesOf(diagnostic);
  if (all.length === 0) return [];
  const more = all.length - most;
  return [
    `covers ${plural(all.length, 'finding')}:`,
    ...all.slice(0, most).map((one) => lineOf(one, diagnostic)),
    ...(more > 0 ? [`and ${counted(more)} more`] : []),
  ];
}

function lineOf({ code, message, at }: Diagnostic, below: Diagnostic): string {
  const isShown = at === undefined || message.startsWith(at.file) || isSame(at, below.at);
  const text = isShown ? message : `${placeText(at)}: ${message}`;
  return code === below.code ? text : `${text} [${code}]`;
}
