import { REPORTERS } from '../report/index.ts';
import { LONGEST_COMMENT } from '../report/markdown-text.ts';
import type { Report } from '../report/report.ts';
import { countText, reportText } from '../report/text.ts';
import { VERSION } from '../version.ts';
import { fromTop, isAnnotation } from './annotation-paths.ts';
import type { Outcome } from './command.ts';
import { quotableText } from './excerpt.ts';
import type { Fault } from './fault.ts';
import type { WantedFormat } from './formats.ts';
import type { ProcessContext } from './process-context.ts';
import { writeReport } from './report-file.ts';

/** How a command's outcome is printed. */
export interface Printing {
  command: string;
  formats: readonly WantedFormat[];
  /** Absolute path of the folder that diagnostics' files are relative to. */
  root: string;
  around: ProcessContext;
  /** How many findings text shows, 0 for all of them. */
  maxFindings?: number;
  /** Whether the summary is left out. */
  isQuiet: boolean;
  /** Whether text for people may hold colours. */
  color(): boolean;
  /** The columns of the terminal that text for people goes to; undefined where it goes elsewhere. */
  columns(): number | undefined;
}

/**
 * Prints reports to files, then the product or the one report that replaces it, then text for people. Gives the faults of report files
 * that cannot be written.
 */
export function printOutcome(
  outcome: Outcome,
  { command, formats, root, around, maxFindings, isQuiet, color, columns }: Printing,
): Fault[] {
  const { diagnostics, result } = outcome;
  const limit = maxFindings === undefined ? {} : { maxFindings };
  const report = { command, version: VERSION, diagnostics, result, ...limit };
  const text = (colored: boolean, width?: number): string =>
    reportText(diagnostics, {
      ...limit,
      color: colored,
      columns: width,
      textOf: outcome.textOf ?? ((file) => quotableText(root, file)),
    });
  const faults: Fault[] = [];
  let replaced = false;
  for (const { format, file } of formats) {
    const isPlaced = outcome.isFromTop || !isAnnotation(format);
    const placed = isPlaced ? diagnostics : fromTop(diagnostics, root, around);
    const product = productOf(outcome, format, report);
    if (product === undefined && OWN_FORMATS.includes(format)) continue;
    const found =
      product !== undefined && (diagnostics.length === 0 || OWN_FORMATS.includes(format))
        ? ''
        : (REPORTERS[format]?.({
            ...report,
            diagnostics: placed,
            room: LONGEST_COMMENT - (product?.length ?? 0) - 1,
          }) ?? (file === undefined ? '' : text(false)));
    const made = [product, found].filter(Boolean).join('\n');
    if (file !== undefined) {
      const fault = writeReport(file, around.cwd, made);
      if (fault) faults.push(fault);
    } else if (format !== 'text') {
      around.stdout.write(made);
      replaced = true;
    }
  }
  if (replaced) return faults;
  if (outcome.product) around.stdout.write(outcome.product);
  if (diagnostics.length > 0) around.stderr.write(`${text(color(), columns())}\n${countText(diagnostics)}\n`);
  if (outcome.summary && !isQuiet) around.stderr.write(`${outcome.summary}\n`);
  return faults;
}

/** Formats that only commands with such a product have. */
const OWN_FORMATS = ['csv', 'html'];

/** What a command itself gives of a format. */
function productOf(outcome: Outcome, format: string, report: Report): string | undefined {
  switch (format) {
    case 'markdown':
      return outcome.markdown;
    case 'csv':
      return outcome.csv;
    case 'html':
      return outcome.html?.(report);
    default:
      return undefined;
  }
}
