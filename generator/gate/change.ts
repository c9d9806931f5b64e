import { isBelow, rootsOf } from '../emit/roots.ts';
import type { Changes } from '../git/changes.ts';
import type { Snapshot } from '../git/snapshot.ts';
import { snapshotHost } from '../git/snapshot-host.ts';
import type { Fleet } from '../load/index.ts';
import { namedFiles } from '../load/paths.ts';
import { pathsMatching } from '../load/patterns.ts';
import { affectedEnvironments, declaredIn } from './affected.ts';
import { includedOf } from './named.ts';

/** The environments that the changes can alter, or `undefined` when it may be any. */
export function affectedBy(fleet: Fleet, index: Snapshot, changes: Changes): ReadonlySet<string> | undefined {
  const { blobs } = index;
  const changed = [...changes.keys()];
  if (pathsMatching(changed, namedFiles(fleet.spec)).length > 0) return undefined;
  const host = snapshotHost(index);
  const roots = rootsOf(fleet.spec);
  const isGenerated = (path: string): boolean => isBelow(path, roots);
  const others = changed.filter((path) => !isGenerated(path) && !index.entries.has(path));
  const gone = others.length === 0 ? [] : others.filter((path) => index.entry(path) === undefined);
  const sources = new Set([...fleet.sources.files, ...includedOf(host, fleet.sources.files[0], gone)]);
  const ours = changed.filter((path) => sources.has(path) || isGenerated(path));
  const declared = (path: string, text: string | undefined) => declaredIn(path, text, blobs.parse);
  blobs.fetch(ours.flatMap((path) => (sources.has(path) ? (changes.get(path)?.oid ?? []) : [])));
  return affectedEnvironments(fleet, ours, (path) => sources.has(path), {
    before: (path) => declared(path, blobs.text(changes.get(path)?.oid ?? '')),
    after: (path) => whole(fleet, path) ?? declared(path, host.readFile(path)),
  });
}

/** What a fleet of one file declares, which need not be read again; the schema of a fleet allows nothing else in it. */
function whole({ name, spec, sources }: Fleet, path: string): unknown {
  return sources.files.length === 1 && sources.files[0] === path ? { metadata: { name }, spec } : undefined;
}
