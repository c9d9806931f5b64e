import type { ImportPackage } from '../external/packages.ts';
import type { Terminal } from './terminal.ts';

/** The process around a command. */
export interface ProcessContext {
  cwd: string;
  env: Record<string, string | undefined>;
  stdout: Stream;
  stderr: Stream;
  /** The current day, in the form `YYYY-MM-DD`. */
  today: string;
  /** Milliseconds since the process started. */
  now(): number;
  /** The most memory the process had so far, in bytes. */
  peakMemory(): number;
  importPackage: ImportPackage;
  /** Opens the terminal for questions; undefined without a terminal. */
  openTerminal?(): Promise<Terminal | undefined>;
  /** A signal that Ctrl-C aborts; before the first call, Ctrl-C ends the program. */
  interruption(): AbortSignal;
}

interface Stream {
  write(text: string): unknown;
  isTTY?: boolean;
  /** How wide a terminal is. */
  columns?: number | undefined;
}
