import { environmentScope } from '../check/scope.ts';
import { environmentsByCluster } from '../check/update/revision.ts';
import {
  applicationSetFile,
  clusterSecretFile,
  fluxFile,
  overlayFolder,
  variablesFile,
} from '../emit/paths.ts';
import { isBelow } from '../emit/roots.ts';
import type { Fleet, OutputFolders } from '../load/index.ts';
import { foldersIn, outputOf } from '../load/output.ts';
import { both } from './both.ts';

/** A fleet, and the text of each file of its generated tree. */
export interface TreeTexts {
  fleet: Fleet;
  texts: ReadonlyMap<string, string>;
}

/**
 * Gives whether a cluster gets the same from two revisions, without building what it gets: it is in the same environment, with the same
 * versions, and the files that reach it have the same text.
 */
export function createUnchanged(before: TreeTexts, after: TreeTexts): (cluster: string) => boolean {
  const { spec } = after.fleet;
  const folders = outputOf(spec);
  if (foldersIn(folders).join() !== foldersIn(outputOf(before.fleet.spec)).join()) return () => false;
  const differing = new Set<string>();
  for (const path of new Set([...before.texts.keys(), ...after.texts.keys()]))
    if (before.texts.get(path) !== after.texts.get(path)) differing.add(placeOf(path, folders));
  const [had, has] = both(before, after, ({ fleet }) => environmentsByCluster(fleet));
  const sameVersions = new Map<string, boolean>();
  const isAlike = (environment: string): boolean => {
    const known = sameVersions.get(environment) ?? haveSameVersions(before.fleet, after.fleet, environment);
    sameVersions.set(environment, known);
    return known;
  };
  return (cluster) => {
    const environment = has.get(cluster);
    if (environment === undefined || had.get(cluster) !== environment || !isAlike(environment)) return false;
    if (!haveSameOwn(before.fleet, after.fleet, environment, cluster)) return false;
    const places = [
      folders.base,
      overlayFolder(spec, environment),
      applicationSetFile(spec, environment),
      fluxFile(spec, cluster),
      variablesFile(spec, cluster),
      clusterSecretFile(spec, cluster),
    ];
    return !places.some((place) => differing.has(place));
  };
}

/** What is compared as one: all bases, an overlay, any other file for itself. */
function placeOf(path: string, { base, overlays }: OutputFolders): string {
  if (isBelow(path, [base])) return base;
  if (!isBelow(path, [overlays])) return path;
  const [environment = ''] = path.slice(overlays.length + 1).split('/');
  return `${overlays}/${environment}`;
}

function haveSameVersions(before: Fleet, after: Fleet, environment: string): boolean {
  const [old, now] = [before, after].map((fleet) => environmentScope(fleet, environment));
  return old?.karpenter === now?.karpenter && old?.kubernetes === now?.kubernetes;
}

/** Whether a cluster declares the same versions in place of those of its environment. */
function haveSameOwn(before: Fleet, after: Fleet, environment: string, cluster: string): boolean {
  const [old, now] = [before, after].map(({ spec }) => spec.environments[environment]?.clusters?.[cluster]);
  return old?.karpenter === now?.karpenter && old?.kubernetes === now?.kubernetes;
}
