import type { ValueObject } from '@kustomize-ts/core';
import { lint } from '../check/lint/index.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { objectName } from '../render/index.ts';
import { about, type ManifestRules, type Subject } from './check.ts';
import { touches } from './placeholders.ts';

/** Codes that say something is not there, which single files cannot tell of a cluster for sure, and the kind that would be it. */
const ABSENCE: Readonly<Record<string, string>> = {
  'missing-node-class': 'EC2NodeClass',
  'workload-unschedulable': 'NodePool',
  'taint-untolerated': 'NodePool',
};

/**
 * What is legal and still wrong in objects that are meant for one cluster.
 * @param broken objects of which nothing is said, since they are wrong already
 * @param workloads objects that hold pods, of which others are ignored
 * @param whole whether these are all of the cluster's objects, as far as can be known
 */
export function lintManifests(
  items: readonly Subject[],
  broken: ReadonlySet<ValueObject>,
  workloads: readonly ValueObject[],
  { karpenter, kubernetes, tier }: ManifestRules,
  whole: boolean,
): Diagnostic[] {
  const byName = new Map(items.map((item) => [objectName(item.object), item]));
  const environment = {
    name: '',
    karpenter,
    ...(kubernetes === undefined ? {} : { kubernetes }),
    ...(tier === undefined ? {} : { tier }),
  };
  const objects = items.map(({ object }) => object);
  return lint({ environment, objects, workloads }).flatMap((finding) => {
    const { code, message, help, path } = finding;
    const item = byName.get(finding.object);
    if (!item) return [{ code, message, help, object: finding.object, severity: finding.severity }];
    if (broken.has(item.object) || touches(item.placeholders, finding)) return [];
    const missing = whole ? undefined : ABSENCE[code];
    // Files that have none at all of a kind leave it to others.
    if (missing !== undefined && !objects.some(({ kind }) => kind === missing)) return [];
    const severity = missing === undefined ? finding.severity : 'warning';
    return [{ ...about(item, path), code, severity, message, help }];
  });
}
