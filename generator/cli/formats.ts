import { didYouMean } from '../diagnostics/suggest.ts';
import { FORMATS } from './choices.ts';

/** A requested report: without a file it goes to stdout. */
export interface WantedFormat {
  format: string;
  file?: string;
}

/** What a command makes that reports no findings, and what to use instead of formats that only hold those. */
export interface WithoutFindings {
  product: string;
  help: string;
}

/** Formats that only hold findings. */
const FINDINGS_ALONE = ['sarif', 'junit', 'github', 'gitlab'];

/** The formats that a command takes. */
export function formatsOf(more: readonly string[] = [], withoutFindings?: WithoutFindings): string[] {
  return [...FORMATS, ...more].filter((one) => !withoutFindings || !FINDINGS_ALONE.includes(one));
}

/**
 * Reads the values of `--format`, `NAME` or `NAME=FILE` each, where the FILE `-` is stdout; gives what is wrong with them as a fault.
 * @param more formats that only this command has
 * @param withoutFindings of a command that reports no findings
 */
export function readFormats(
  values: readonly string[],
  more: readonly string[] = [],
  withoutFindings?: WithoutFindings,
): WantedFormat[] | { message: string; help: string } {
  const known = [...FORMATS, ...more];
  const wanted = values.map((value): WantedFormat => {
    const cut = value.indexOf('=');
    const file = value.slice(cut + 1);
    return cut < 0 || file === '-'
      ? { format: cut < 0 ? value : value.slice(0, cut) }
      : { format: value.slice(0, cut), file };
  });
  for (const { format, file } of wanted) {
    if (!known.includes(format)) {
      return { message: `unknown format ${format}`, help: didYouMean(format, known, 'format') };
    }
    if (withoutFindings && FINDINGS_ALONE.includes(format))
      return { message: `${withoutFindings.product} has no --format ${format}`, help: withoutFindings.help };
    if (file === '')
      return { message: `--format ${format}= has no file name`, help: `Write --format ${format}=FILE` };
  }
  const toStdout = wanted.filter(({ format, file }) => file === undefined && format !== 'text');
  if (toStdout.length > 1) {
    const names = toStdout.map(({ format }) => format).join(' and ');
    return {
      message: `${names} cannot both go to stdout`,
      help: 'Give all but one a file with --format FORMAT=FILE',
    };
  }
  return wanted;
}
