import { posix } from 'node:path';
import type { LoadHost } from '../load/index.ts';
import { pathsMatching } from '../load/patterns.ts';
import type { Entry } from './entries.ts';
import { parserOf } from './parsed.ts';
import type { Snapshot } from './snapshot.ts';

export const LINK = '120000';

/**
 * Reads a fleet as the index or a commit has it. A link is followed when it leads to a file of the fleet's folder.
 * @param disk gives the text of a file in the work tree, which most likely is what git has
 */
export function snapshotHost(
  snapshot: Snapshot,
  disk: (path: string) => string | undefined = () => undefined,
): LoadHost {
  const { blobs } = snapshot;
  return {
    readFile: (path) => {
      const entry = snapshot.entry(follow(snapshot, path));
      return entry !== undefined && isFile(entry) ? blobs.text(entry.oid) : undefined;
    },
    glob: (patterns) => {
      const entries = snapshot.candidates(patterns);
      const files = [...entries].filter(([, entry]) => isFile(entry)).map(([path]) => path);
      const paths = pathsMatching(files, patterns);
      blobs.know(paths.flatMap((path) => disk(path) ?? []));
      blobs.fetch(paths.flatMap((path) => entries.get(path)?.oid ?? []));
      return paths;
    },
    parse: parserOf(blobs),
  };
}

function isFile({ mode }: Entry): boolean {
  return mode.startsWith('100') || mode === LINK;
}

/** As many links in a row as Linux follows. */
const MOST_LINKS = 40;

/** Where a path leads in the end, which is not an entry where it leaves the fleet's folder. */
function follow(snapshot: Snapshot, path: string): string {
  let at = posix.normalize(path);
  for (let links = 0; links < MOST_LINKS; links++) {
    const entry = snapshot.entry(at);
    if (entry?.mode !== LINK) return at;
    const target = snapshot.blobs.text(entry.oid) ?? '';
    at = target.startsWith('/') ? target : posix.join(posix.dirname(at), target);
  }
  return at;
}
