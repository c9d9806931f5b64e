import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The files of `data/`, which `scripts/sync.ts` makes. */
export type DataFile = 'types' | 'offerings' | 'prices' | 'ratios' | 'spot';

/** What a data file says: when its source was made, its header and its lines. */
export interface Data {
  /** `2026-10-27` */
  date: string;
  header: readonly string[];
  lines: readonly string[];
}

/**
 * Reads a data file: a line of comment that begins with the date, a header line of words, then the lines.
 * @throws where the package is incomplete
 */
export function readData(name: DataFile): Data {
  const [comment = '', header = '', ...lines] = readFileSync(join(dataFolder(), `${name}.txt`), 'latin1')
    .trimEnd()
    .split('\n');
  const [, date = ''] = comment.split(' ');
  return { date, header: header.split(' '), lines };
}

/** `data/` of this package, or the copy beside a program that bundles it. */
function dataFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'ec2-catalogue/data/types.txt'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('the folder ec2-catalogue/data is missing: reinstall the package');
    folder = parent;
  }
  return join(folder, 'ec2-catalogue/data');
}
