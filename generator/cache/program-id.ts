import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Identifies the program and its schemas; undefined where it runs from its sources. */
export function programId(): string | undefined {
  try {
    // Written beside the bundle that this is part of.
    return readFileSync(join(dirname(fileURLToPath(import.meta.url)), 'id'), 'latin1');
  } catch {
    return undefined;
  }
}
