import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The nearest folder at or above `folder`, up to the top of its repository, that holds the file; else `folder`. */
export function findAbove(folder: string, file: string): string {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, file))) return at;
    if (existsSync(join(at, '.git')) || dirname(at) === at) return folder;
  }
}
