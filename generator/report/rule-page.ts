import type { AdmissionPolicy, OwnRule, RuleSet } from '../load/index.ts';
import { placeText } from './scope.ts';

/** The documentation of a rule or policy of a team's own, in Markdown; undefined for another name. */
export function rulePage({ rules, policies, bindings }: RuleSet, name: string): string | undefined {
  const rule = rules.find(({ id }) => id === name);
  if (rule) return pageOfRule(rule);
  const policy = policies.find((one) => one.name === name);
  const actions = bindings
    .filter(({ policyName }) => policyName === name)
    .flatMap(({ validationActions }) => validationActions);
  return policy && pageOfPolicy(policy, actions);
}

function pageOfRule({ id, at, match, expression, message, severity, help }: OwnRule): string {
  const about = Object.entries(match).map(([key, value]) => `${key} ${[value].flat().join(', ')}`);
  return page(id, [
    `A custom rule, in ${placeText(at)}. Its findings have the severity ${severity}.`,
    ...(message === undefined ? [] : [message]),
    `It applies to ${about.length === 0 ? 'all objects' : about.join('; ')}.`,
    `## Expression\n\n${block(expression.text)}`,
    ...(help === undefined ? [] : [`## How to fix it\n\n${help}`]),
  ]);
}

function pageOfPolicy(
  { name, at, failurePolicy, validations }: AdmissionPolicy,
  actions: readonly string[],
): string {
  const enforced =
    actions.length === 0
      ? 'No binding refers to it, so it is not enforced'
      : `Its bindings have the actions ${actions.join(', ')}`;
  return page(name, [
    `A ValidatingAdmissionPolicy, in ${placeText(at)}. ${enforced}; its failurePolicy is ${failurePolicy}.`,
    ...validations.map(
      ({ expression, message }) =>
        `${message === undefined ? '' : `${message}\n\n`}${block(expression.text)}`,
    ),
  ]);
}

function page(name: string, parts: readonly string[]): string {
  const waivers = `## Waivers\n\n\`spec.checks.severities.${name}\` sets its severity, and \`spec.checks.waivers\` waives a finding until a date.`;
  return `${[`# ${name}`, ...parts, waivers].join('\n\n')}\n`;
}

function block(expression: string): string {
  return `\`\`\`\n${expression.trim()}\n\`\`\``;
}
