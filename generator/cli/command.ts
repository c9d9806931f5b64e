import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { ImportPackage } from '../external/packages.ts';
import type { Report } from '../report/report.ts';
import type { LivePage } from './html-page.ts';
import type { Terminal } from './terminal.ts';

/** What a command gets; its only access to the outside world. */
export interface Context {
  /** Absolute path of the folder that holds fleet.yaml. */
  root: string;
  /** Where the program was started, and its environment; git passes variables to its hooks. */
  cwd: string;
  env: Readonly<Record<string, string | undefined>>;
  /** The current day, in the form `YYYY-MM-DD`. */
  today: string;
  /** Absolute paths of the files that reports are written to; a watch ignores their changes. */
  reports: readonly string[];
  /** Identifies the program and its schemas; undefined where it runs from its sources. */
  program?: string | undefined;
  /** Whether the product may contain colors. */
  color: boolean;
  /** How many characters a line of the product may have; Infinity where it does not go to a terminal. */
  width: number;
  /** Runs one stage, measures it, and shows progress on a terminal. */
  stage<T>(name: string, work: () => T): T;
  /** Shows the progress of the current stage on a terminal: how many of the total are done. */
  progress(done: number, total: number, noun: string): void;
  /** Prints a line for people at once, for commands that keep running. */
  say(text: string): void;
  /** Prints an outcome at once, for commands that have several. */
  print(outcome: Outcome): void;
  importPackage: ImportPackage;
  /** Milliseconds since the process started. */
  now(): number;
  /** Opens the terminal for questions; undefined without a terminal. */
  openTerminal(): Promise<Terminal | undefined>;
  /** A signal that a person's Ctrl-C aborts; requested by commands that have to clean up before they end. */
  interruption(): AbortSignal;
}

/** Parsed options of a command, by long name. */
export type Options = Record<string, string | boolean | (string | boolean)[] | undefined>;

export type Run = (context: Context, options: Options, positionals: string[]) => Outcome | Promise<Outcome>;

/** 0 success, 1 findings, 2 wrong arguments or fleet.yaml, 3 could not run, 130 interrupted. */
export type ExitCode = 0 | 1 | 2 | 3 | 130;

/** The outcome of a command. */
export interface Outcome {
  exitCode: ExitCode;
  diagnostics: Diagnostic[];
  /** The product, for stdout, where format is text. */
  product?: string;
  /** The product as Markdown, for `--format markdown`. */
  markdown?: string;
  /** The product as CSV, for `--format csv` of commands that have it. */
  csv?: string;
  /**
   * The page of `--format html`, of commands that have it.
   * @param live of a page that loads its next state by itself
   */
  html?(report: Report, live?: LivePage): string;
  /** One or more lines of summary for people, for stderr. */
  summary?: string;
  /** Text of the files that diagnostics name, where it differs from the files in the context's root. */
  textOf?(file: string): string | undefined;
  /** Whether diagnostics name files from the top of the repository, rather than from the context's root. */
  isFromTop?: boolean;
  /** The product as data, for `--format json`. */
  result: Record<string, unknown>;
}
