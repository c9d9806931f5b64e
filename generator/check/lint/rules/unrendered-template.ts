import { stringAt } from '../../../instances/objects/fields.ts';
import type { CheckScope } from '../../scope.ts';
import { type TemplateField, templateFinding, templatesIn } from '../../templates.ts';
import { defineRule } from '../rule.ts';
import { titleOf } from '../view.ts';

export const rule = defineRule({
  code: 'unrendered-template',
  severity: 'error',
  impact: 'outage',
  what: 'A value of a NodePool or EC2NodeClass, or of a setting in fleet.yaml, holds an expression of Helm, Go templates or Terraform, or a placeholder such as `<role>`.',
  why: 'envsubst, Flux and Argo CD substitute only `${NAME}`. The text reaches Karpenter as it is: selectors match nothing, and IAM and EC2 know no such name.',
  help: 'Render the template first, or write the value; what differs between clusters is a variable, `${NAME}`.',
  bad: '# fleet.yaml: spec.pools.general.nodeClass\nsubnetSelectorTerms: [{ tags: { Name: "{{ .Values.subnet }}" } }]',
  good: '# fleet.yaml: spec.pools.general.nodeClass\nsubnetSelectorTerms: [{ tags: { Name: private } }]',
  find: ({ objects, scope }) =>
    objects
      .filter((object) => (stringAt(object, 'apiVersion') ?? '').startsWith('karpenter.'))
      .flatMap((object) =>
        templatesIn(object).map((template) => ({
          object: titleOf(object),
          path: [...template.path],
          ...textOf(template, scope),
        })),
      ),
});

function textOf(template: TemplateField, scope: CheckScope) {
  const { code: _, ...text } = templateFinding(template, scope);
  return text;
}
