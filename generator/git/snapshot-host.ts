import type { LoadHost } from '../load/index.ts';
import { pathsMatching } from '../load/patterns.ts';
import type { Entry } from './entries.ts';
import { followLinks, LINK } from './links.ts';
import type { Snapshot } from './snapshot.ts';

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
      const entry = snapshot.entry(followLinks(snapshot, path));
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
    parse: blobs.parse,
  };
}

function isFile({ mode }: Entry): boolean {
  return mode.startsWith('100') || mode === LINK;
}
