import type { CodePage } from '../page.ts';

/** The rules and admission policies of a team's own. */
export const RULE_PAGES = {
  'own-rule': {
    what: 'A rule of a file in `spec.checks.rules` does not hold for an object, or a ValidatingAdmissionPolicy there rejects it. Reports show the name of the rule instead of the code; JSON has it as `rule`.',
    why: 'Your team knows what its rule protects. A policy that is bound with `Deny` makes the API server reject the object: kubectl apply fails, the Flux Kustomization becomes `Ready=False`, the Argo CD sync fails. `Warn` and `Audit` reject nothing.',
    help: 'Change the object as the message and help of the rule say. `poolwright explain ID` shows the rule; `spec.checks.waivers` can name its id.',
    bad: '# fleet.yaml: spec.checks.rules\n- rules/*.yaml\n---\n# rules/limits.yaml\nrules:\n  - id: cpu-cap\n    match: { kinds: [NodePool] }\n    expression: quantity(object.spec.limits.cpu).isLessThan(quantity("10"))\n    message: a pool of this fleet has less than 10 CPUs',
    good: '# fleet.yaml: spec.checks.rules\n- rules/*.yaml\n---\n# rules/limits.yaml\nrules:\n  - id: cpu-cap\n    match: { kinds: [NodePool] }\n    expression: quantity(object.spec.limits.cpu).isLessThan(quantity("10k"))\n    message: a pool of this fleet has less than 10000 CPUs',
  },
  'rule-invalid': {
    what: 'A rule file has a field that rules do not have, an expression that is not CEL, or one that uses an unknown variable or function. The finding points to the line and column within the expression.',
    why: 'The rule would check nothing. The API server rejects a ValidatingAdmissionPolicy with such an expression when it is applied.',
    help: 'Correct the rule as the message says; docs/rules.md lists the variables and functions. The exit code is 2, as for other unreadable input.',
    bad: '# fleet.yaml: spec.checks.rules\n- rules/*.yaml\n---\n# rules/limits.yaml\nrules:\n  - id: limits\n    expression: has(object.spec.limits) && objct.kind == "NodePool"',
    good: '# fleet.yaml: spec.checks.rules\n- rules/*.yaml\n---\n# rules/limits.yaml\nrules:\n  - id: limits\n    match: { kinds: [NodePool] }\n    expression: has(object.spec.limits) && object.kind == "NodePool"',
  },
  'rule-error': {
    what: 'An expression fails for an object: it reads a field that the object does not have, compares values of two types, divides by zero, or takes more than a million steps.',
    why: 'It is unknown whether the rule holds. The API server follows the `failurePolicy` of a ValidatingAdmissionPolicy: `Fail`, the default, rejects the object.',
    help: 'Guard what may be missing with `has(object.spec.field)`, or give it a default with `object.spec.?field.orValue(1)`. The exit code is 2.',
    bad: '# fleet.yaml: spec.checks.rules\n- rules/*.yaml\n---\n# rules/weight.yaml\nrules:\n  - id: weight\n    match: { kinds: [NodePool] }\n    expression: object.spec.weight < 50',
    good: '# fleet.yaml: spec.checks.rules\n- rules/*.yaml\n---\n# rules/weight.yaml\nrules:\n  - id: weight\n    match: { kinds: [NodePool] }\n    expression: object.spec.?weight.orValue(0) < 50',
  },
  'rule-not-evaluated': {
    what: 'A policy has no binding or no params in the rule files, it depends on the user of a request or on the permissions of users, or an expression reads a value that is not known yet.',
    why: 'Only a cluster knows the result. The API server does not enforce a policy without a binding.',
    help: 'Add the binding or the object that the policy takes as `params` to the rule files. Test what depends on users on a cluster.',
    bad: '# fleet.yaml: spec.checks.rules\n- rules/*.yaml\n---\n# rules/policy.yaml\napiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingAdmissionPolicy\nmetadata: { name: limits }\nspec:\n  matchConstraints:\n    resourceRules: [{ apiGroups: [karpenter.sh], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [nodepools] }]\n  validations: [{ expression: has(object.spec.limits) }]',
    good: '# fleet.yaml: spec.checks.rules\n- rules/*.yaml\n---\n# rules/policy.yaml\napiVersion: v1\nkind: List\nitems:\n  - apiVersion: admissionregistration.k8s.io/v1\n    kind: ValidatingAdmissionPolicy\n    metadata: { name: limits }\n    spec:\n      matchConstraints:\n        resourceRules: [{ apiGroups: [karpenter.sh], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [nodepools] }]\n      validations: [{ expression: has(object.spec.limits) }]\n  - apiVersion: admissionregistration.k8s.io/v1\n    kind: ValidatingAdmissionPolicyBinding\n    metadata: { name: limits }\n    spec: { policyName: limits, validationActions: [Deny] }',
  },
} satisfies Record<string, CodePage>;
