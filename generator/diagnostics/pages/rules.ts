import type { CodePage } from '../page.ts';

/** The rules and admission policies of a team's own. */
export const RULE_PAGES = {
  'own-rule': {
    what: 'A rule of a file in `spec.checks.rules` does not hold for an object, or a ValidatingAdmissionPolicy there rejects it. Reports name the rule in place of the code, and JSON has it as `rule`.',
    why: 'For a rule your team decides what it protects. A policy that is bound with `Deny` makes the API server reject the object: kubectl apply fails, the Flux Kustomization becomes `Ready=False`, the Argo CD sync fails. `Warn` and `Audit` reject nothing.',
    help: 'Change the object as the message and help of the rule say. `poolwright explain ID` shows the rule; `spec.checks.waivers` can name its id.',
    bad: '# fleet.yaml: spec.checks.rules\n- rules/*.yaml\n---\n# rules/limits.yaml\nrules:\n  - id: cpu-cap\n    match: { kinds: [NodePool] }\n    expression: quantity(object.spec.limits.cpu).isLessThan(quantity("10"))\n    message: a pool of this fleet has less than 10 CPUs',
    good: '# fleet.yaml: spec.checks.rules\n- rules/*.yaml\n---\n# rules/limits.yaml\nrules:\n  - id: cpu-cap\n    match: { kinds: [NodePool] }\n    expression: quantity(object.spec.limits.cpu).isLessThan(quantity("10k"))\n    message: a pool of this fleet has less than 10000 CPUs',
  },
  'rule-invalid': {
    what: 'A rule file has a field that rules do not have, an expression that is not CEL, or one that uses a variable or function that there is not. The place is the line and column within the expression.',
    why: 'The rule would check nothing. The API server rejects a ValidatingAdmissionPolicy with such an expression when it is applied.',
    help: 'Correct the rule as the message says; docs/rules.md lists the variables and functions. The command exits with 2, as for other input that cannot be read.',
    bad: '# fleet.yaml: spec.checks.rules\n- rules/*.yaml\n---\n# rules/limits.yaml\nrules:\n  - id: limits\n    expression: has(object.spec.limits) && objct.kind == "NodePool"',
    good: '# fleet.yaml: spec.checks.rules\n- rules/*.yaml\n---\n# rules/limits.yaml\nrules:\n  - id: limits\n    match: { kinds: [NodePool] }\n    expression: has(object.spec.limits) && object.kind == "NodePool"',
  },
  'rule-error': {
    what: 'An expression fails for an object: it reads a field that the object does not have, compares values of two types, divides by zero, or takes more than a million steps.',
    why: 'Whether the rule holds is not known. The API server does what the `failurePolicy` of a ValidatingAdmissionPolicy says: `Fail`, which is the default, rejects the object.',
    help: 'Guard what may be missing with `has(object.spec.field)`, or give it a default with `object.spec.?field.orValue(1)`. The command exits with 2.',
    bad: '# fleet.yaml: spec.checks.rules\n- rules/*.yaml\n---\n# rules/weight.yaml\nrules:\n  - id: weight\n    match: { kinds: [NodePool] }\n    expression: object.spec.weight < 50',
    good: '# fleet.yaml: spec.checks.rules\n- rules/*.yaml\n---\n# rules/weight.yaml\nrules:\n  - id: weight\n    match: { kinds: [NodePool] }\n    expression: object.spec.?weight.orValue(0) < 50',
  },
  'rule-not-evaluated': {
    what: 'A policy has no binding in the rule files, its params are not there, it asks for the user of a request or for what users may do, or an expression reads a value that is not known yet.',
    why: 'What a cluster would answer is not known here. A policy without a binding is not enforced by the API server either.',
    help: 'Add the binding or the object that the policy takes as `params` to the rule files. What depends on users can be tested on a cluster only.',
    bad: '# fleet.yaml: spec.checks.rules\n- rules/*.yaml\n---\n# rules/policy.yaml\napiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingAdmissionPolicy\nmetadata: { name: limits }\nspec:\n  matchConstraints:\n    resourceRules: [{ apiGroups: [karpenter.sh], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [nodepools] }]\n  validations: [{ expression: has(object.spec.limits) }]',
    good: '# fleet.yaml: spec.checks.rules\n- rules/*.yaml\n---\n# rules/policy.yaml\napiVersion: v1\nkind: List\nitems:\n  - apiVersion: admissionregistration.k8s.io/v1\n    kind: ValidatingAdmissionPolicy\n    metadata: { name: limits }\n    spec:\n      matchConstraints:\n        resourceRules: [{ apiGroups: [karpenter.sh], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [nodepools] }]\n      validations: [{ expression: has(object.spec.limits) }]\n  - apiVersion: admissionregistration.k8s.io/v1\n    kind: ValidatingAdmissionPolicyBinding\n    metadata: { name: limits }\n    spec: { policyName: limits, validationActions: [Deny] }',
  },
} satisfies Record<string, CodePage>;
