import type { Severity } from '../../diagnostics/diagnostic.ts';
import type { Path } from '../../load/path.ts';

/** Where and why Karpenter does not do what an object says, though the API server has accepted it. `message` is Karpenter's own. */
export interface RuntimeFinding extends Problem {
  /**
   * The reason of the status condition that Karpenter sets, such as `NodePoolValidationFailed`; `TypedDecode` where
   * its client cannot read the object, `ControllerExit` where the controller ends, `InvalidSchedule` for a
   * budget that blocks all disruption, `InvalidNodes` for a number of nodes that is read as another, `IgnoredValues` for values it leaves out.
   */
  reason: RuntimeReason;
  severity: Severity;
}

export type RuntimeReason =
  | 'TypedDecode'
  | 'ControllerExit'
  | 'NodePoolValidationFailed'
  | 'IgnoredValues'
  | 'InvalidSchedule'
  | 'InvalidNodes'
  | 'UnsupportedAlias'
  | 'InvalidKubeletConfiguration'
  | 'KubeletExpressionsDisabled'
  | 'KubeletExpressionInvalid'
  | 'KubeletExpressionEvaluationFailed'
  | 'UnsupportedKubeletConfiguration'
  | 'NVIDIAConsumableCapacityInvalid'
  | 'DRADisabled'
  | 'TagValidationFailed';

/** A message and the place it is about. */
export interface Problem {
  message: string;
  /** How to fix it, an imperative sentence without a final full stop. */
  help: string;
  path: Path;
  /** `key` where the name of the field is what is wrong; its value without it. */
  part?: 'key';
  /** Other fields that it depends on. */
  reads?: readonly Path[];
}

/** Problems as findings of one reason. */
export function toFindings(
  reason: RuntimeReason,
  problems: readonly Problem[],
  severity: Severity = 'error',
): RuntimeFinding[] {
  return problems.map((problem) => ({ reason, severity, ...problem }));
}
