import type { LintFinding, LintInput } from './input.ts';
import type { LintRule } from './rule.ts';
import { rule as acceleratorUntainted } from './rules/accelerator-untainted.ts';
import { rule as amiArchitecture } from './rules/ami-architecture.ts';
import { rule as amiKubernetesVersion } from './rules/ami-kubernetes-version.ts';
import { rule as amiLatest } from './rules/ami-latest.ts';
import { rule as amiParameter } from './rules/ami-parameter.ts';
import { rule as amiVersionFormat } from './rules/ami-version-format.ts';
import { rule as amiWithoutDriver } from './rules/ami-without-driver.ts';
import { rule as blockDeviceName } from './rules/block-device-name.ts';
import { rule as budgetAlwaysActive } from './rules/budget-always-active.ts';
import { rule as budgetBlocksAll } from './rules/budget-blocks-all.ts';
import { rule as budgetNeverActive } from './rules/budget-never-active.ts';
import { rule as budgetRoundsUp } from './rules/budget-rounds-up.ts';
import { rule as budgetScheduleInvalid } from './rules/budget-schedule-invalid.ts';
import { rule as budgetShadowed } from './rules/budget-shadowed.ts';
import { rule as budgetTimeZone } from './rules/budget-time-zone.ts';
import { rule as budgetUnlimited } from './rules/budget-unlimited.ts';
import { rule as budgetWindowsOverlap } from './rules/budget-windows-overlap.ts';
import { rule as budgetWithoutReasons } from './rules/budget-without-reasons.ts';
import { rule as bytesWithoutUnit } from './rules/bytes-without-unit.ts';
import { rule as contradictoryRequirements } from './rules/contradictory-requirements.ts';
import { rule as controllerCrash } from './rules/controller-crash.ts';
import { rule as customAmiTaint } from './rules/custom-ami-taint.ts';
import { rule as deviceNameMismatch } from './rules/device-name-mismatch.ts';
import { rule as doNotDisruptIgnored } from './rules/do-not-disrupt-ignored.ts';
import { rule as expiryBlocked } from './rules/expiry-blocked.ts';
import { rule as expiryIgnoresBudget } from './rules/expiry-ignores-budget.ts';
import { rule as fluxEmptyValue } from './rules/flux-empty-value.ts';
import { rule as gracePeriodCut } from './rules/grace-period-cut.ts';
import { rule as iamName } from './rules/iam-name.ts';
import { rule as instanceTypeNotOffered } from './rules/instance-type-not-offered.ts';
import { rule as karpenterOnOwnNodes } from './rules/karpenter-on-own-nodes.ts';
import { rule as kmsKey } from './rules/kms-key.ts';
import { rule as kubeletInUserData } from './rules/kubelet-in-user-data.ts';
import { rule as legacyAnnotation } from './rules/legacy-annotation.ts';
import { rule as limitUnknownResource } from './rules/limit-unknown-resource.ts';
import { rule as limitsMissing } from './rules/limits-missing.ts';
import { rule as limitsTooSmall } from './rules/limits-too-small.ts';
import { rule as malformedId } from './rules/malformed-id.ts';
import { rule as maxPodsTooHigh } from './rules/max-pods-too-high.ts';
import { rule as metadataDisabled } from './rules/metadata-disabled.ts';
import { rule as minValuesUnreachable } from './rules/min-values-unreachable.ts';
import { rule as missingNodeClass } from './rules/missing-node-class.ts';
import { rule as noInstanceType } from './rules/no-instance-type.ts';
import { rule as nodeLimitIgnored } from './rules/node-limit-ignored.ts';
import { rule as overlappingPools } from './rules/overlapping-pools.ts';
import { rule as pdbBlocksDrain } from './rules/pdb-blocks-drain.ts';
import { rule as poolShadowed } from './rules/pool-shadowed.ts';
import { rule as poolUnused } from './rules/pool-unused.ts';
import { rule as publicIpInterfaces } from './rules/public-ip-interfaces.ts';
import { rule as regionTopologySpread } from './rules/region-topology-spread.ts';
import { rule as reservationMissing } from './rules/reservation-missing.ts';
import { rule as reservedCapacityUnused } from './rules/reserved-capacity-unused.ts';
import { rule as rootVolumeTooSmall } from './rules/root-volume-too-small.ts';
import { rule as selectorIgnored } from './rules/selector-ignored.ts';
import { rule as selectorMatchesAll } from './rules/selector-matches-all.ts';
import { rule as selectorMatchesNothing } from './rules/selector-matches-nothing.ts';
import { rule as spotDiversity } from './rules/spot-diversity.ts';
import { rule as spotUnsupported } from './rules/spot-unsupported.ts';
import { rule as startupTaintMisplaced } from './rules/startup-taint-misplaced.ts';
import { rule as staticPool } from './rules/static-pool.ts';
import { rule as staticPoolHeadroom } from './rules/static-pool-headroom.ts';
import { rule as tagInvalid } from './rules/tag-invalid.ts';
import { rule as taintUntolerated } from './rules/taint-untolerated.ts';
import { rule as tolerationTooWide } from './rules/toleration-too-wide.ts';
import { rule as tooManyRequirements } from './rules/too-many-requirements.ts';
import { rule as unknownLabelValue } from './rules/unknown-label-value.ts';
import { rule as unmanagedPool } from './rules/unmanaged-pool.ts';
import { rule as unrenderedTemplate } from './rules/unrendered-template.ts';
import { rule as unsubstitutedVariable } from './rules/unsubstituted-variable.ts';
import { rule as userDataConflict } from './rules/user-data-conflict.ts';
import { rule as userDataFormat } from './rules/user-data-format.ts';
import { rule as userDataSize } from './rules/user-data-size.ts';
import { rule as volumePerformance } from './rules/volume-performance.ts';
import { rule as wideSecurityGroups } from './rules/wide-security-groups.ts';
import { rule as workloadInvalid } from './rules/workload-invalid.ts';
import { rule as workloadRequestsMissing } from './rules/workload-requests-missing.ts';
import { rule as workloadUnschedulable } from './rules/workload-unschedulable.ts';
import { rule as wrongLabelDomain } from './rules/wrong-label-domain.ts';
import { rule as zoneMismatch } from './rules/zone-mismatch.ts';

export type { LintCode } from '../../diagnostics/lint-codes.ts';
export type { LintFinding, LintInput } from './input.ts';
export type { LintRule } from './rule.ts';

/** All lint rules. */
export const lintRules: readonly LintRule[] = [
  unmanagedPool,
  missingNodeClass,
  contradictoryRequirements,
  unknownLabelValue,
  zoneMismatch,
  noInstanceType,
  instanceTypeNotOffered,
  wrongLabelDomain,
  minValuesUnreachable,
  tooManyRequirements,
  spotUnsupported,
  spotDiversity,
  reservedCapacityUnused,
  reservationMissing,
  overlappingPools,
  poolShadowed,
  poolUnused,
  limitsMissing,
  limitsTooSmall,
  nodeLimitIgnored,
  limitUnknownResource,
  bytesWithoutUnit,
  budgetScheduleInvalid,
  budgetNeverActive,
  budgetAlwaysActive,
  budgetWindowsOverlap,
  budgetTimeZone,
  budgetShadowed,
  budgetBlocksAll,
  budgetWithoutReasons,
  budgetRoundsUp,
  budgetUnlimited,
  expiryIgnoresBudget,
  startupTaintMisplaced,
  acceleratorUntainted,
  tolerationTooWide,
  taintUntolerated,
  staticPool,
  staticPoolHeadroom,
  expiryBlocked,
  pdbBlocksDrain,
  gracePeriodCut,
  doNotDisruptIgnored,
  legacyAnnotation,
  amiLatest,
  amiKubernetesVersion,
  amiVersionFormat,
  amiWithoutDriver,
  amiArchitecture,
  amiParameter,
  controllerCrash,
  deviceNameMismatch,
  rootVolumeTooSmall,
  blockDeviceName,
  kmsKey,
  volumePerformance,
  selectorIgnored,
  malformedId,
  selectorMatchesAll,
  selectorMatchesNothing,
  iamName,
  tagInvalid,
  metadataDisabled,
  publicIpInterfaces,
  wideSecurityGroups,
  customAmiTaint,
  userDataConflict,
  kubeletInUserData,
  userDataFormat,
  userDataSize,
  maxPodsTooHigh,
  unsubstitutedVariable,
  unrenderedTemplate,
  fluxEmptyValue,
  workloadInvalid,
  workloadUnschedulable,
  workloadRequestsMissing,
  regionTopologySpread,
  karpenterOnOwnNodes,
];

/** What the rules find in one cluster's objects, rule by rule. Pure; the same input gives the same findings. */
export function lint(input: LintInput, rules: readonly LintRule[] = lintRules): LintFinding[] {
  const found = rules.flatMap((rule) => rule.check(input));
  const templates = found.filter(({ code }) => code === 'unrendered-template');
  if (templates.length === 0) return found;
  return found.filter(
    (one) => templates.includes(one) || !templates.some((template) => isAtOrBelow(one, template)),
  );
}

/** Whether a finding is about the text that another one is about, or what is in it. */
function isAtOrBelow(one: LintFinding, { object, path }: LintFinding): boolean {
  return one.object === object && path.every((step, i) => one.path[i] === step);
}
