import { templateIn } from '../../../diagnostics/template-syntax.ts';
import { stringAt } from '../../../instances/objects/fields.ts';
import type { NodeClass } from '../../../instances/objects/node-class.ts';
import { placeholdersIn } from '../../delivery/placeholders-in.ts';
import { defineRule, type Fault } from '../rule.ts';
import type { ClusterView } from '../view.ts';
import { aroundVariables } from '../written-text.ts';

/** The longest name that IAM allows (IAM user guide, quotas). */
const LONGEST = { role: 64, instanceProfile: 128 } as const;

/**
 * IAM API reference, CreateRole and CreateInstanceProfile. Of a role with slashes Karpenter attaches the last part, and finds after each
 * look at IAM that the profile has another role than the class: provider v1.8 to v1.15, pkg/providers/instanceprofile, ensureRole, and
 * pkg/controllers/nodeclass/instanceprofile.go.
 */
export const rule = defineRule({
  code: 'iam-name',
  severity: 'error',
  impact: 'outage',
  what: '`role` or `instanceProfile` of an EC2NodeClass is an ARN, a path, or another text that IAM does not allow as a name.',
  why: 'Karpenter passes `instanceProfile` to EC2 as a name, and EC2 rejects an ARN or a path: the node class never becomes ready, and its pools launch nothing. For a `role` with slashes Karpenter attaches the part after the last one; as IAM then reports another role than the class has, Karpenter creates a new instance profile about every 15 minutes, and each remains as long as a node uses it.',
  help: 'Write only the name: the part of the ARN after the last `/`. Changing `role` or `instanceProfile` drifts all nodes of the class.',
  bad: '# fleet.yaml: spec.pools.general.nodeClass\nrole: null\ninstanceProfile: arn:aws:iam::111122223333:instance-profile/karpenter-node',
  good: '# fleet.yaml: spec.pools.general.nodeClass\nrole: null\ninstanceProfile: karpenter-node',
  find: (view) => view.nodeClasses.flatMap((nodeClass) => faultsOf(nodeClass, view)),
});

function faultsOf({ title, spec }: NodeClass, { written, scope }: ClusterView): Fault[] {
  return (['role', 'instanceProfile'] as const).flatMap((field): Fault[] => {
    const text = stringAt(spec, field) ?? '';
    if (text === '' || text.includes('${') || templateIn(text) || isName(text, LONGEST[field])) return [];
    const variable = /\$[A-Za-z_]\w*/.exec(text)?.[0];
    if (variable !== undefined)
      return [
        {
          object: title,
          path: ['spec', field],
          severity: 'warning',
          message: `${field} contains ${variable}, which Flux does not substitute, and which IAM does not allow in a name`,
          help: `Write \${${variable.slice(1)}}, which Flux and envsubst substitute`,
        },
      ];
    const name = afterSlash(text);
    const declared = written(title, ['spec', field], text);
    const hasName = text.includes('/') && isName(name, LONGEST[field]);
    const around = aroundVariables(declared);
    // A fleet’s own check says what to write instead of a name in braces.
    if (scope.environment !== undefined && placeholdersIn(around ?? declared).length > 0) return [];
    const at = {
      object: title,
      path: ['spec', field],
      isOfVariable: around === '' || (around !== undefined && isName(around, LONGEST[field])),
      help: hasName ? helpFor(field, declared) : 'Write the name as IAM shows it',
    };
    if (field === 'role' && hasName)
      return [
        {
          ...at,
          severity: 'warning',
          impact: 'upkeep',
          message: `role takes a name, and this is ${kindOf(text)}: Karpenter creates a new instance profile about every 15 minutes`,
        },
      ];
    return [{ ...at, message: messageFor(field, text) }];
  });
}

function afterSlash(text: string): string {
  return text.slice(text.lastIndexOf('/') + 1);
}

/** What to write instead of a path or an ARN, as the field declares it. */
function helpFor(field: string, declared: string): string {
  return declared.includes('/')
    ? `Write ${field}: ${afterSlash(declared)}`
    : 'Write only the name, without the path before it';
}

function isName(text: string, longest: number): boolean {
  return text.length <= longest && /^[\w+=,.@-]+$/.test(text);
}

function kindOf(text: string): string {
  return text.startsWith('arn:') ? 'an ARN' : 'a path';
}

function messageFor(field: 'role' | 'instanceProfile', text: string): string {
  if (text.startsWith('arn:')) return `${field} takes a name, and this is an ARN`;
  return `${field} takes an IAM name of at most ${LONGEST[field]} letters, digits and _+=,.@-, which ${JSON.stringify(text)} is not`;
}
