import type { Diagnostic, Location } from '../../../diagnostics/diagnostic.ts';
import { frameOf, type LineFrame } from '../../frame.ts';
import type { PlanJson } from '../../plan/json.ts';
import { placeText } from '../../scope.ts';

/** The lines that findings and a plan's changes point at, by their places. */
export function framesOf(
  findings: readonly Diagnostic[],
  plan: PlanJson | undefined,
  textOf: (file: string) => string | undefined,
): Record<string, LineFrame> {
  const places = [
    ...findings.flatMap(({ at }) => at ?? []),
    ...(plan?.entries ?? []).flatMap(({ change: { causes, others } }) =>
      [...causes, ...others].flatMap(({ at }) => at ?? []),
    ),
  ];
  const lines = new Map<string, string[] | undefined>();
  const linesOf = (file: string): string[] | undefined => {
    if (!lines.has(file)) lines.set(file, textOf(file)?.split('\n'));
    return lines.get(file);
  };
  const frames: Record<string, LineFrame> = {};
  for (const at of places) add(frames, at, linesOf(at.file));
  return frames;
}

function add(frames: Record<string, LineFrame>, at: Location, lines: readonly string[] | undefined): void {
  const frame = frameOf(at, lines);
  if (frame) frames[placeText(at)] = frame;
}
