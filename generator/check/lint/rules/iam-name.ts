import { templateIn } from '../../../diagnostics/template-syntax.ts';
import { stringAt } from '../../karpenter/fields.ts';
import type { NodeClass } from '../node-class.ts';
import { defineRule, type Fault } from '../rule.ts';

/** The longest name that IAM allows (IAM user guide, quotas). */
const LONGEST = { role: 64, instanceProfile: 128 } as const;

/** IAM API reference, CreateRole and CreateInstanceProfile. */
export const rule = defineRule({
  code: 'iam-name',
  severity: 'error',
  what: '`role` or `instanceProfile` of an EC2NodeClass is an ARN, a path, or another text that IAM allows for no name.',
  why: 'Karpenter passes the text to IAM and EC2 as a name, which refuse it. The node class never becomes ready, and no pool that uses it launches a node.',
  help: 'Write the name alone: the part of the ARN after the last `/`.',
  bad: '# fleet.yaml: spec.pools.general.nodeClass\nrole: arn:aws:iam::111122223333:role/karpenter-node',
  good: '# fleet.yaml: spec.pools.general.nodeClass\nrole: karpenter-node',
  find: ({ nodeClasses }) => nodeClasses.flatMap(faultsOf),
});

function faultsOf({ title, spec }: NodeClass): Fault[] {
  return (['role', 'instanceProfile'] as const).flatMap((field) => {
    const text = stringAt(spec, field) ?? '';
    const longest = LONGEST[field];
    if (
      text === '' ||
      text.includes('${') ||
      templateIn(text) ||
      (/^[\w+=,.@-]+$/.test(text) && text.length <= longest)
    )
      return [];
    const name = text.slice(text.lastIndexOf('/') + 1);
    const isPath = text.includes('/') && /^[\w+=,.@-]+$/.test(name);
    return [
      {
        object: title,
        path: ['spec', field],
        message: text.startsWith('arn:')
          ? `${field} takes a name, and this is an ARN`
          : `${field} takes an IAM name of at most ${longest} letters, digits and _+=,.@-, which ${JSON.stringify(text)} is not`,
        help: isPath ? `Write ${field}: ${name}` : 'Write the name as IAM shows it',
      },
    ];
  });
}
