import type { ValueObject } from '@kustomize-ts/core';
import { withoutRepeats } from '../check/lint/findings.ts';
import { type Diagnostic, hasErrors } from '../diagnostics/diagnostic.ts';
import { sorted } from '../diagnostics/findings.ts';
import { checkManifest, type ManifestRules, type Subject } from './check.ts';
import { lintManifests } from './lint.ts';
import { isKarpenter, type ManifestGroup } from './manifest.ts';
import { substituted } from './substitute.ts';

export interface GroupOptions {
  rules: ManifestRules;
  /** Values to substitute as Flux does; without them placeholders stay, and are not judged. */
  variables?: Readonly<Record<string, string>>;
  /** Whether the group is all of a cluster's objects, as far as can be known. */
  whole: boolean;
}

/** What came of one group of manifests. */
export interface GroupResult {
  diagnostics: Diagnostic[];
  /** How many of Karpenter's objects were looked at. */
  checked: number;
  /** How many documents were not, since they are something else. */
  skipped: number;
}

/** Judges Karpenter's objects of a group by schema, rules, Karpenter's own validation and sense; others are skipped. */
export function validateGroup(group: ManifestGroup, options: GroupOptions): GroupResult {
  const { rules, variables, whole } = options;
  const ours = group.manifests.filter(({ object }) => isKarpenter(object));
  const others = group.manifests.filter(({ object }) => !isKarpenter(object));
  let diagnostics = [...group.diagnostics];
  const items: Subject[] = [];
  const broken = new Set<ValueObject>();
  for (const manifest of ours) {
    const { item, diagnostics: faults } = substituted(manifest, variables);
    diagnostics.push(...faults);
    if (!item) continue;
    const found = checkManifest(item, rules);
    diagnostics.push(...found);
    items.push(item);
    if (hasErrors(found)) broken.add(item.object);
  }
  if (items.length > 0) {
    const workloads = others.map(({ object }) => object);
    diagnostics = withoutRepeats([...diagnostics, ...lintManifests(items, broken, workloads, rules, whole)]);
  }
  return {
    diagnostics: sorted(diagnostics),
    checked: ours.length,
    skipped: others.length + group.others,
  };
}
