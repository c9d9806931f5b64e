import type { Diagnostic } from '../diagnostic.ts';

/** The machine-readable form of a command's outcome; `version` rises when a field changes its meaning. */
export interface JsonReport {
  version: 1;
  command: string;
  ok: boolean;
  diagnostics: readonly Diagnostic[];
  /** What the command did; its fields depend on the command. */
  result: Record<string, unknown>;
}

export function reportJson(
  command: string,
  diagnostics: readonly Diagnostic[],
  result: Record<string, unknown>,
): string {
  const ok = !diagnostics.some(({ severity }) => severity === 'error');
  return `${JSON.stringify({ version: 1, command, ok, diagnostics, result } satisfies JsonReport, null, 2)}\n`;
}
