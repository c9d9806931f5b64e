import type { ValueObject } from '@kustomize-ts/core';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Fleet } from '../load/index.ts';
import { noPaths } from './crd/path-tree.ts';
import { lintDiagnostic } from './lint/diagnostics.ts';
import { rule } from './lint/rules/workload-invalid.ts';

/** The workloads of a fleet that the API server rejects, and why. */
export function invalidWorkloads({ spec, workloads, workloadPlaces }: Fleet): {
  objects: ReadonlySet<ValueObject>;
  diagnostics: Diagnostic[];
} {
  const found = rule.check({ scope: { karpenter: spec.karpenter }, objects: [], workloads });
  return {
    objects: new Set(found.flatMap(({ workload }) => (workload ? [workload] : []))),
    diagnostics: found.flatMap((finding) => {
      const locate = finding.workload && workloadPlaces?.get(finding.workload);
      return lintDiagnostic(finding, locate && { locate, placeholders: noPaths }) ?? [];
    }),
  };
}
