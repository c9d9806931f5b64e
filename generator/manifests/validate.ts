import type { Crds } from '../check/crd/crds.ts';
import { checkObjects } from '../check/objects.ts';
import { isKarpenter } from '../check/pipeline.ts';
import type { Rules } from '../check/rules/index.ts';
import type { CheckScope } from '../check/scope.ts';
import type { Subject } from '../check/subject.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { sorted } from '../diagnostics/findings.ts';
import { autoModeClass, otherNodeClass } from '../instances/objects/provider.ts';
import { misspelledGroup } from './karpenter-names.ts';
import type { ManifestGroup } from './manifest.ts';
import { manifestSubject } from './subject.ts';

export interface GroupOptions {
  scope: CheckScope;
  crds: Crds;
  /** Values to substitute as Flux does; without them placeholders stay, and are not validated. */
  variables?: Readonly<Record<string, string>>;
  /** The rules and policies of a team's own. */
  rules?: Rules | undefined;
  /** Whether the group is all of a cluster's objects, as far as can be known. */
  isWhole: boolean;
  /** The text of a file that manifests were read from; without it nothing is said of comments. */
  textOf?(file: string): string | undefined;
  /** Is called after each of Karpenter's objects. */
  onObject?(): void;
}

/** The result of one group of manifests. */
export interface GroupResult {
  diagnostics: Diagnostic[];
  /** How many of Karpenter's objects were validated. */
  checked: number;
  /** Node classes of other providers, such as `AKSNodeClass of karpenter.azure.com`, that pools refer to or that have no schema. */
  otherNodeClasses: string[];
  /** How many documents were not, since they are something else. */
  skipped: number;
}

/** How many of Karpenter's objects a group has. */
export function countObjects({ manifests }: ManifestGroup): number {
  return manifests.filter(({ object }) => isKarpenter(object)).length;
}

/** Validates Karpenter's objects of a group; others are skipped, or read as workloads where they hold pods. */
export function validateGroup(group: ManifestGroup, options: GroupOptions): GroupResult {
  const { scope, crds, rules, variables, isWhole, textOf = () => undefined, onObject } = options;
  const ours = group.manifests.filter(({ object }) => isKarpenter(object));
  const workloads = group.manifests.filter(({ object }) => !isKarpenter(object));
  const diagnostics = [...group.diagnostics, ...workloads.flatMap((one) => misspelledGroup(one) ?? [])];
  const subjects: Subject[] = [];
  for (const manifest of ours) {
    const result = manifestSubject(manifest, scope, variables);
    if ('subject' in result) subjects.push(result.subject);
    else diagnostics.push(...result.faults);
  }
  diagnostics.push(...checkObjects({ scope, crds, rules, subjects, workloads, isWhole, textOf, onObject }));
  return {
    diagnostics: sorted(withCause(diagnostics)),
    checked: ours.length,
    otherNodeClasses: [
      ...subjects.flatMap(({ object }) => otherNodeClass(object) ?? []),
      ...group.manifests.flatMap(({ object }) => autoModeClass(object) ?? []),
    ],
    skipped: workloads.length + group.others,
  };
}

/** A node class that is missing since kustomize renamed it is one finding, which has the cause and the fix of the rename. */
function withCause(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const isSame = (a: Diagnostic, b: Diagnostic) => a.object === b.object && a.field === b.field;
  const of = (code: Diagnostic['code']) => diagnostics.filter((one) => one.code === code);
  const [missing, renamed] = [of('missing-node-class'), of('reference-not-renamed')];
  return diagnostics.flatMap((one) => {
    if (renamed.includes(one)) return missing.some((other) => isSame(one, other)) ? [] : [one];
    const cause = missing.includes(one) ? renamed.find((other) => isSame(one, other)) : undefined;
    return cause ? [{ ...cause, code: one.code, severity: one.severity }] : [one];
  });
}
