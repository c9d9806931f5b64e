import type { LintFinding, LintInput, LintRule } from './rule.ts';
import { rule as acceleratorUntainted } from './rules/accelerator-untainted.ts';
import { rule as amiKubernetes } from './rules/ami-kubernetes.ts';
import { rule as amiLatest } from './rules/ami-latest.ts';
import { rule as amiVersion } from './rules/ami-version.ts';
import { rule as budgetAlwaysActive } from './rules/budget-always-active.ts';
import { rule as budgetBlocksAll } from './rules/budget-blocks-all.ts';
import { rule as budgetNeverActive } from './rules/budget-never-active.ts';
import { rule as budgetSchedule } from './rules/budget-schedule.ts';
import { rule as budgetShadowed } from './rules/budget-shadowed.ts';
import { rule as budgetWithoutReasons } from './rules/budget-without-reasons.ts';
import { rule as bytesWithoutUnit } from './rules/bytes-without-unit.ts';
import { rule as contradictoryRequirements } from './rules/contradictory-requirements.ts';
import { rule as controllerCrash } from './rules/controller-crash.ts';
import { rule as customAmiTaint } from './rules/custom-ami-taint.ts';
import { rule as deviceName } from './rules/device-name.ts';
import { rule as expiryHeldUp } from './rules/expiry-held-up.ts';
import { rule as fluxEmptyValue } from './rules/flux-empty-value.ts';
import { rule as karpenterOnOwnNodes } from './rules/karpenter-on-own-nodes.ts';
import { rule as labelDomain } from './rules/label-domain.ts';
import { rule as legacyAnnotation } from './rules/legacy-annotation.ts';
import { rule as limitsInteger } from './rules/limits-integer.ts';
import { rule as limitsMissing } from './rules/limits-missing.ts';
import { rule as limitsTooSmall } from './rules/limits-too-small.ts';
import { rule as malformedId } from './rules/malformed-id.ts';
import { rule as maxPods } from './rules/max-pods.ts';
import { rule as minValuesUnreachable } from './rules/min-values-unreachable.ts';
import { rule as missingNodeClass } from './rules/missing-node-class.ts';
import { rule as noInstanceType } from './rules/no-instance-type.ts';
import { rule as overlappingPools } from './rules/overlapping-pools.ts';
import { rule as regionTopology } from './rules/region-topology.ts';
import { rule as reservedNotAllowed } from './rules/reserved-not-allowed.ts';
import { rule as selectorIgnored } from './rules/selector-ignored.ts';
import { rule as spotDiversity } from './rules/spot-diversity.ts';
import { rule as startupTaint } from './rules/startup-taint.ts';
import { rule as staticPool } from './rules/static-pool.ts';
import { rule as taintUntolerated } from './rules/taint-untolerated.ts';
import { rule as tooManyRequirements } from './rules/too-many-requirements.ts';
import { rule as unknownLabelValue } from './rules/unknown-label-value.ts';
import { rule as unmanagedPool } from './rules/unmanaged-pool.ts';
import { rule as unsubstituted } from './rules/unsubstituted.ts';
import { rule as userDataConflict } from './rules/user-data-conflict.ts';
import { rule as userDataFormat } from './rules/user-data-format.ts';
import { rule as userDataSize } from './rules/user-data-size.ts';
import { rule as volumePerformance } from './rules/volume-performance.ts';
import { rule as wideSecurityGroups } from './rules/wide-security-groups.ts';
import { rule as workloadRequests } from './rules/workload-requests.ts';
import { rule as workloadUnschedulable } from './rules/workload-unschedulable.ts';

export type { LintCode } from '../../diagnostics/lint-codes.ts';
export type { LintEnvironment, LintFinding, LintInput, LintRule } from './rule.ts';

/** All rules: what is legal and still wrong. */
export const lintRules: readonly LintRule[] = [
  unmanagedPool,
  missingNodeClass,
  contradictoryRequirements,
  unknownLabelValue,
  noInstanceType,
  labelDomain,
  minValuesUnreachable,
  tooManyRequirements,
  spotDiversity,
  reservedNotAllowed,
  overlappingPools,
  limitsMissing,
  limitsTooSmall,
  limitsInteger,
  bytesWithoutUnit,
  budgetSchedule,
  budgetNeverActive,
  budgetAlwaysActive,
  budgetShadowed,
  budgetBlocksAll,
  budgetWithoutReasons,
  startupTaint,
  acceleratorUntainted,
  taintUntolerated,
  staticPool,
  expiryHeldUp,
  legacyAnnotation,
  amiLatest,
  amiKubernetes,
  amiVersion,
  controllerCrash,
  deviceName,
  volumePerformance,
  selectorIgnored,
  malformedId,
  wideSecurityGroups,
  customAmiTaint,
  userDataConflict,
  userDataFormat,
  userDataSize,
  maxPods,
  unsubstituted,
  fluxEmptyValue,
  workloadUnschedulable,
  workloadRequests,
  regionTopology,
  karpenterOnOwnNodes,
];

/** What the rules find in one cluster's objects, rule by rule. Pure; the same input gives the same findings. */
export function lint(input: LintInput, rules: readonly LintRule[] = lintRules): LintFinding[] {
  return rules.flatMap((rule) => rule.check(input));
}
