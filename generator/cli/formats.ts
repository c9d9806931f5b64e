import { didYouMean } from '../diagnostics/suggest.ts';
import { FORMATS } from './choices.ts';

/** A requested report: without a file it goes to stdout. */
export interface WantedFormat {
  format: string;
  file?: string;
}

/**
 * Reads the values of `--format`, `NAME` or `NAME=FILE` each; gives what is wrong with them as a fault.
 * @param more formats that only this command has
 */
export function readFormats(
  values: readonly string[],
  more: readonly string[] = [],
): WantedFormat[] | { message: string; help: string } {
  const known = [...FORMATS, ...more];
  const wanted = values.map((value): WantedFormat => {
    const cut = value.indexOf('=');
    return cut < 0 ? { format: value } : { format: value.slice(0, cut), file: value.slice(cut + 1) };
  });
  for (const { format, file } of wanted) {
    if (!known.includes(format)) {
      return { message: `unknown format ${format}`, help: didYouMean(format, known, 'format') };
    }
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

/** Those that only hold findings. */
const FINDINGS_ALONE = ['sarif', 'junit', 'github', 'gitlab'];

/** The first of some values of `--format` that only holds findings, which a command that reports none does not take. */
export function findingsFormat(formats: unknown): string | undefined {
  return [formats ?? []]
    .flat()
    .map(String)
    .find((one) => FINDINGS_ALONE.includes(one.split('=')[0] ?? ''));
}
