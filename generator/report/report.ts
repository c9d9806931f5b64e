import type { Diagnostic } from '../diagnostics/diagnostic.ts';

/** What a command found and did, for a reporter to turn into text. */
export interface Report {
  /** Name of the command, such as `validate`. */
  command: string;
  /** Version of Poolwright. */
  version: string;
  diagnostics: readonly Diagnostic[];
  /** How many findings a format for people shows, 0 for all of them; 50 by default. Formats for programs have all. */
  maxFindings?: number;
  /** How many characters the report may have where it is for a comment; all of the longest comment by default. */
  room?: number;
  /** What the command did; its fields depend on the command. */
  result: Record<string, unknown>;
}

/** Makes the text of one format. */
export type Reporter = (report: Report) => string;
