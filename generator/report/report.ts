import type { Diagnostic } from '../diagnostics/diagnostic.ts';

/** What a command found and did, for a reporter to turn into text. */
export interface Report {
  /** Name of the command, `validate` for one. */
  command: string;
  /** Version of Poolwright. */
  version: string;
  diagnostics: readonly Diagnostic[];
  /** What the command did; its fields depend on the command. */
  result: Record<string, unknown>;
}

/** Makes the text of one format. */
export type Reporter = (report: Report) => string;
