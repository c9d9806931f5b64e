import type { Value } from '@kustomize-ts/core';
import type { Violation as CrdViolation } from '@poolwright/crd-validator';
import type { Location } from '../diagnostics/diagnostic.ts';
import type { Path } from '../render/index.ts';
import type { RuntimeFinding, RuntimeReason } from './karpenter/index.ts';

/**
 * One reason why a cluster rejects an object or ignores a part of it, as data; `toDiagnostic` makes the text. `source` says who: the
 * API server by the CRD's schema, by a CEL rule, by its own rules for metadata, or since it cannot read the request; or Karpenter at
 * run time.
 */
export type Violation = (CrdViolation | UnknownField | RuleCost | RuntimeViolation) & {
  update?: UpdateEffect;
};

/** A field that the CRD does not have. */
interface UnknownField {
  source: 'schema';
  kind: 'unknown-field';
  path: Path;
}

/** An object so large that the API server may stop its rules for their cost. */
interface RuleCost {
  source: 'cel';
  kind: 'cost';
  path: Path;
  message: string;
}

interface RuntimeViolation extends Omit<RuntimeFinding, 'reason'> {
  source: 'runtime';
  kind: RuntimeReason;
}

/** What differs where the object is an update of one that the cluster has. */
export type UpdateEffect =
  | { effect: 'rejected'; revision: string; old: { value: Value | undefined; at: Location } }
  | { effect: 'ratcheted'; revision: string };

/** Whether the object does not work as it is, so that nothing more needs to be said of it. */
export function isError(violation: Violation): boolean {
  if (violation.update?.effect === 'ratcheted' || violation.kind === 'cost') return false;
  return violation.source !== 'runtime' || violation.severity === 'error';
}
