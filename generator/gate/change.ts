import type { Fleet } from '../load/index.ts';
import { pathsMatching } from '../load/patterns.ts';
import { affectedEnvironments, declaredIn } from './affected.ts';
import { isGenerated } from './changes.ts';
import { includedOf } from './named.ts';
import { parserOf } from './parsed.ts';
import type { Staged } from './read.ts';
import { stagedHost } from './staged.ts';

/** Files below the fleet's folder in which the index differs from a commit. */
export interface Change {
  changed: readonly string[];
  since: string;
}

/** The environments that the change can alter, or `undefined` when it may be any. */
export function affectedBy(
  fleet: Fleet,
  { entries, blobs }: Staged,
  { changed, since }: Change,
): ReadonlySet<string> | undefined {
  if (pathsMatching(changed, fleet.spec.workloads ?? []).length > 0) return undefined;
  const host = stagedHost(entries, blobs);
  const gone = changed.filter((path) => !entries.has(path) && !isGenerated(path));
  const sources = new Set([...fleet.sources.files, ...includedOf(host, fleet.sources.files[0], gone)]);
  const ours = changed.filter((path) => sources.has(path) || isGenerated(path));
  const declared = (path: string, text: string | undefined) => declaredIn(path, text, parserOf(blobs));
  const committed = (path: string): string => `${since}:./${path}`;
  blobs.fetch(ours.filter((path) => sources.has(path)).map(committed));
  return affectedEnvironments(fleet, ours, (path) => sources.has(path), {
    before: (path) => declared(path, blobs.text(committed(path))),
    after: (path) => whole(fleet, path) ?? declared(path, host.readFile(path)),
  });
}

/** What a fleet of one file declares, which need not be read again; the schema of a fleet allows nothing else in it. */
function whole({ name, spec, sources }: Fleet, path: string): unknown {
  return sources.files.length === 1 && sources.files[0] === path ? { metadata: { name }, spec } : undefined;
}
