import type { Severity } from '../../diagnostics/diagnostic.ts';

export type Path = readonly (string | number)[];

/** Where and why Karpenter does not do what an object asks for, though the API server has accepted it. */
export interface RuntimeFinding {
  /**
   * The reason of the status condition that Karpenter sets, as `NodePoolValidationFailed`; `TypedDecode` where
   * its client cannot read the object, `ControllerExit` where the controller ends, `InvalidSchedule` for a
   * budget that blocks all disruption, `IgnoredValues` for values it leaves out.
   */
  reason: RuntimeReason;
  severity: Severity;
  /** Karpenter's own message. */
  message: string;
  path: Path;
}

export type RuntimeReason =
  | 'TypedDecode'
  | 'ControllerExit'
  | 'NodePoolValidationFailed'
  | 'IgnoredValues'
  | 'InvalidSchedule'
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
  path: Path;
}

/** Problems as findings of one reason. */
export function toFindings(
  reason: RuntimeReason,
  problems: readonly Problem[],
  severity: Severity = 'error',
): RuntimeFinding[] {
  return problems.map(({ message, path }) => ({ reason, severity, message, path }));
}
