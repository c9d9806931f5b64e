import { loadCatalogue, type Price } from '@poolwright/ec2-catalogue';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';

/** What a type costs in a region. */
export type PriceOf = (type: string, region: string) => Price;

/** The prices of the catalogue. */
export const cataloguePrices: PriceOf = (type, region) => loadCatalogue().onDemandPrice(type, region);

/** The prices of a file, and what is wrong in it. */
export interface PriceFile {
  /** The file's price where it has one, else the catalogue's. */
  priceOf: PriceOf;
  diagnostics: Diagnostic[];
}

/** What a line may name for all regions. */
const everywhere: ReadonlySet<string> = new Set(['', '*']);
const typeName = /^[a-z0-9-]+\.[a-z0-9-]+$/;
const dollars = /^\d+(?:\.\d+)?$/;

/**
 * Reads a price file: CSV with the instance type, the region (empty or `*` for all) and the dollars an hour; a first line of
 * names, empty lines and lines that begin with `#` are skipped. The price of a region counts for more than that of all.
 * @param file its name, for diagnostics
 */
export function readPriceFile(file: string, text: string): PriceFile {
  const diagnostics: Diagnostic[] = [];
  const prices = new Map<string, { dollarsPerHour: number; line: number }>();
  const fault = (line: number, severity: Diagnostic['severity'], message: string, help: string): void => {
    diagnostics.push({ code: 'invalid-price', severity, message, help, at: { file, line, column: 1 } });
  };
  for (const [index, written] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    const line = index + 1;
    if (written.trim() === '' || written.startsWith('#')) continue;
    const [type = '', region = '', price = '', ...more] = written.split(',').map(unquoted);
    if (line === 1 && !typeName.test(type) && !dollars.test(price)) continue;
    if (more.length > 0 || written.split(',').length < 3) {
      fault(
        line,
        'error',
        'A line has three columns: type, region and dollars per hour',
        'Write m5.large,us-east-1,0.096',
      );
    } else if (!typeName.test(type)) {
      fault(line, 'error', `"${type}" is not the name of an instance type`, 'Write a name such as m5.large');
    } else if (!dollars.test(price)) {
      fault(
        line,
        'error',
        `"${price}" is not a number of dollars`,
        'Write a decimal number without a currency, such as 0.096',
      );
    } else {
      const key = keyOf(type, region);
      const other = prices.get(key);
      if (other !== undefined)
        fault(
          line,
          'error',
          `Line ${other.line} also has a price of ${type} in this region`,
          'Remove one of the lines',
        );
      else if (loadCatalogue().type(type) === undefined)
        fault(
          line,
          'warning',
          `${type} is not in the catalogue of instance types`,
          'Correct the name, unless the type is new',
        );
      else if (!everywhere.has(region) && !loadCatalogue().regions().has(region))
        fault(
          line,
          'warning',
          `the catalogue has no AWS region ${region}`,
          'Correct the name, unless the region is new',
        );
      if (other === undefined) prices.set(key, { dollarsPerHour: Number(price), line });
    }
  }
  const priceOf: PriceOf = (type, region) => {
    const own = prices.get(keyOf(type, region)) ?? prices.get(keyOf(type, ''));
    return own === undefined
      ? cataloguePrices(type, region)
      : { kind: 'given', dollarsPerHour: own.dollarsPerHour };
  };
  return { priceOf, diagnostics };
}

function keyOf(type: string, region: string): string {
  return `${type} ${everywhere.has(region) ? '*' : region}`;
}

function unquoted(cell: string): string {
  const text = cell.trim();
  return /^".*"$/.test(text) ? text.slice(1, -1).trim() : text;
}
