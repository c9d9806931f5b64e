import { posix } from 'node:path';
import type { Blobs } from './blobs.ts';
import type { Entry } from './entries.ts';

/** Git's mode of a symbolic link, whose text is where it leads. */
export const LINK = '120000';

/** What links are followed in. */
interface Linked {
  entry(path: string): Entry | undefined;
  blobs: Blobs;
}

/** How many links in a row Linux follows. */
const MOST_LINKS = 40;

/** Where a path leads in the end, which is not an entry where it leaves the fleet's folder. */
export function followLinks({ entry: entryAt, blobs }: Linked, path: string): string {
  let at = posix.normalize(path);
  for (let links = 0; links < MOST_LINKS; links++) {
    const entry = entryAt(at);
    if (entry?.mode !== LINK) return at;
    const target = blobs.text(entry.oid) ?? '';
    at = target.startsWith('/') ? target : posix.join(posix.dirname(at), target);
  }
  return at;
}
