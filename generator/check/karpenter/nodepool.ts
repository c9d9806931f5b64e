import type { ValueObject } from '@kustomize-ts/core';
import { objectAt } from '../../instances/objects/fields.ts';
import { budgetFindings } from './budgets.ts';
import { type RuntimeFinding, toFindings } from './finding.ts';
import { decodeProblems } from './go-decode.ts';
import { requirementFindings } from './requirements.ts';
import type { Rules } from './rules.ts';
import { taintProblems } from './taints.ts';
import { labelProblems } from './template-labels.ts';

const reason = 'NodePoolValidationFailed';

/** A NodePool as core's client decodes it and RuntimeValidate validates it (v1.15.0, nodepool_validation.go). */
export function nodePoolFindings(object: ValueObject, rules: Rules): RuntimeFinding[] {
  const undecodable = decodeProblems(object, 'v1.NodePool');
  if (undecodable.length > 0) return toFindings('TypedDecode', undecodable);
  const spec = objectAt(object, 'spec');
  const template = objectAt(spec, 'template');
  const templateSpec = objectAt(template, 'spec');
  return [
    ...toFindings(reason, labelProblems(template, rules)),
    ...toFindings(reason, taintProblems(templateSpec)),
    ...requirementFindings(templateSpec, rules),
    ...budgetFindings(objectAt(spec, 'disruption')),
  ];
}
