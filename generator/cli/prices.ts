import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { cataloguePrices, type PriceFile, readPriceFile } from '../instances/cost/price-file.ts';
import type { Options } from './command.ts';
import { readText } from './manifest-files.ts';

/**
 * The prices of the file that `--prices` names, else the catalogue's.
 * @param cwd where the program was started, which the file's path is relative to, as those of other options
 */
export function readPrices(cwd: string, file: Options[string]): PriceFile | { problem: Diagnostic } {
  if (typeof file !== 'string') return { priceOf: cataloguePrices, diagnostics: [] };
  const found = statSync(resolve(cwd, file), { throwIfNoEntry: false });
  if (found && !found.isDirectory()) return readPriceFile(file, readText(resolve(cwd, file)));
  return {
    problem: {
      code: 'file-not-found',
      severity: 'error',
      message: found ? `${file} is a folder, not a file` : `no such file: ${file}`,
      help: `Correct --prices ${file}: it takes a CSV file with lines of type,region,dollars per hour`,
    },
  };
}
