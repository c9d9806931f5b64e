import { createHash } from 'node:crypto';
import { type LoadResult, loadFleet } from './index.ts';
import type { LoadHost } from './read.ts';

/** Loads a fleet; `inputs` is a hash of every call of the host with its result, from which the fleet follows. */
export function loadRecorded(host: LoadHost, file: string): LoadResult & { inputs: string } {
  const inputs = createHash('sha256');
  const tell = <T>(question: string, answer: T): T => {
    inputs.update(JSON.stringify([question, answer ?? null]));
    return answer;
  };
  const { leavesRoot, folderAbove, parse } = host;
  const loaded = loadFleet(
    {
      readFile: (path) => tell(`read ${path}`, host.readFile(path)),
      glob: (patterns) => tell(`glob ${patterns.join(' ')}`, host.glob(patterns)),
      ...(leavesRoot && { leavesRoot: (path) => tell(`leaves ${path}`, leavesRoot(path)) }),
      ...(folderAbove && { folderAbove: (path) => tell(`above ${path}`, folderAbove(path)) }),
      ...(parse && { parse }),
    },
    file,
  );
  return { ...loaded, inputs: inputs.digest('hex') };
}
