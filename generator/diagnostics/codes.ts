import { CHANGE_CODES } from './change-codes.ts';
import { LINT_CODES } from './lint-codes.ts';

/** Every code a diagnostic can have, with what it means. Codes are stable: none is renamed or reused. */
export const CODES = {
  'command-failed': 'The operating system, git or another process reported an error that ends the command.',
  'comment-not-written': 'The token of a CI job cannot write a comment, so the reports are only in the job.',
  'file-not-found': 'A file or folder named on the command line or in fleet.yaml does not exist.',
  'file-too-large': 'A file of the fleet exceeds the size limit.',
  'yaml-syntax': 'A file is not valid YAML.',
  'yaml-duplicate-key': 'A mapping has the same key twice.',
  'yaml-alias-limit': 'YAML aliases expand to more values than Poolwright reads.',
  'unknown-field': 'fleet.yaml has a field that its schema does not define.',
  'missing-field': 'fleet.yaml lacks a required field.',
  'wrong-type': 'A value in fleet.yaml has the wrong type.',
  'invalid-value': 'A value has the right type but is not allowed.',
  'invalid-name': 'A name cannot be used for a Kubernetes object, a folder or a variable.',
  'duplicate-declaration': 'The same thing is declared in two places.',
  'duplicate-cluster': 'Two clusters have the same name.',
  'unknown-pool': 'An environment overrides a pool that the fleet does not declare.',
  'unknown-node-class': 'A pool or an override refers to a node class that the fleet does not declare.',
  'unknown-variable': 'A cluster or delivery.flux sets a variable that the fleet does not declare.',
  'unknown-target': 'A command names an environment or cluster that the fleet does not have.',
  'misplaced-override': 'An override patches a node class through a pool that shares it with others.',
  'excluded-dependency': 'An environment excludes a pool or node class that something else in it needs.',
  'path-escapes-repository': 'A path in fleet.yaml leads outside the repository.',
  'json6902-failed': 'A JSON6902 patch operation cannot be applied.',
  'undeclared-variable': 'A value refers to a variable that the fleet does not declare.',
  'unsupported-substitution': 'A value uses a substitution form other than ${NAME}.',
  'variable-in-key': 'A mapping key contains a variable.',
  'unknown-region': 'A cluster is in a region that Poolwright does not know.',
  'invalid-price': 'A line of a price file cannot be read, or names an unknown type or region.',
  'budget-exceeded': 'The pools of an environment may cost more than its budget.',
  'invalid-variable-value': 'A cluster’s value for a variable cannot be used where the variable is used.',
  'undefined-variable': 'A variable has no value for a cluster whose objects use it.',
  'unknown-placeholder':
    'A value of a variable or a setting under delivery has a placeholder that is not filled in there.',
  'unused-variable': 'A variable is declared, but no pool uses it.',
  'variable-pattern-mismatch': 'A value of a variable does not match the variable’s pattern.',
  'variable-type-mismatch': 'YAML reads a substituted value as a type that the field does not take.',
  'not-imported': 'poolwright import cannot express a part of its sources in fleet.yaml, and leaves it out.',
  'import-differs': 'The imported fleet would change what a cluster gets, so it is not written.',
  'file-encrypted': 'A source of poolwright import is encrypted, so it cannot be read.',
  'render-failed': 'An overlay cannot be built, or its variables cannot be substituted.',
  'render-mismatch': 'An overlay on disk does not build the objects that fleet.yaml declares.',
  'patch-without-target': 'The target of a kustomize patch selects no object.',
  'list-replaced': 'A merge patch or an override replaces a list, and elements of the old list are gone.',
  'image-not-found': 'An entry of images in a kustomization changes no container.',
  'reference-not-renamed': 'kustomize renames an object, and a custom resource still refers to its old name.',
  'duplicate-object': 'A kustomize build has two objects that are one and the same in the cluster.',
  'selector-without-pods': 'kustomize adds labels to a selector, and not to the pods that it selects.',
  'delivery-mismatch': 'envsubst, Flux and Argo CD would apply different objects.',
  'crd-schema': 'An object violates its CRD’s schema, so the API server rejects it.',
  'crd-rule': 'An object violates a CEL validation rule of its CRD, so the API server rejects it.',
  'crd-rule-cost': 'An object is so large that the API server may reject it for the cost of its CEL rules.',
  'crd-unknown-field': 'An object has a field that its CRD does not define, so the API server drops it.',
  'crd-unknown-kind': 'The Karpenter version does not have this kind, so the API server rejects the object.',
  'update-rejected':
    'The API server would create this object, but rejects it as an update of the one at the base.',
  'update-ratcheted': 'An existing violation passes as an update only while the value stays unchanged.',
  'base-unreadable': 'The revision to compare with cannot be read.',
  'state-unreadable': 'The state of a cluster cannot be read, or it is that of another cluster.',
  'delivery-schema': 'A generated Flux or Argo CD object violates its CRD.',
  'delivery-size': 'A generated ApplicationSet is larger than the API server stores.',
  'delivery-steps': 'A cluster is in no step of rollingSync or in two, or a step has no cluster.',
  'delivery-variable': 'A field of a Flux or Argo CD object has a variable that nothing substitutes.',
  'undefined-parameter': 'The template of an ApplicationSet uses a value that its generator does not have.',
  'dependency-not-found': 'A Flux Kustomization depends on one that does not exist.',
  'dependency-circle': 'Flux Kustomizations depend on each other in a circle.',
  'dependency-suspended': 'A Flux Kustomization depends on a suspended one.',
  'protection-ignored': 'An annotation protects an object from another tool than the one that prunes it.',
  'never-ready': 'A Flux Kustomization waits for an object that never becomes ready.',
  'timeout-too-short': 'A Flux timeout is below the least that Flux waits.',
  'karpenter-rejects': 'The API server accepts an object that Karpenter then rejects or cannot use.',
  'karpenter-ignores': 'Karpenter ignores part of an object.',
  'unknown-code': 'A diagnostic code does not exist, or spec.checks cannot change it.',
  'unused-waiver': 'A waiver in spec.checks.waivers matches no finding.',
  'expired-waiver': 'A waiver in spec.checks.waivers has expired.',
  'kubeconform-disagrees': 'kubeconform and Poolwright validate the same object differently, which is a bug.',
  'server-rejects': 'An API server rejects an object in the dry run of validate --server.',
  'server-disagrees':
    'An API server accepts an object that Poolwright rejects: its CRDs differ, or Poolwright has a bug.',
  'unknown-karpenter-version': 'Poolwright has no schemas for the requested Karpenter version.',
  'own-rule':
    'A rule of spec.checks.rules does not hold for an object, or an admission policy there rejects it.',
  'rule-invalid': 'A file of spec.checks.rules has a rule or policy that cannot be used.',
  'rule-error': 'A rule or policy of spec.checks.rules cannot be evaluated for an object.',
  'rule-not-evaluated': 'A rule or policy of spec.checks.rules is not evaluated, since that takes a cluster.',
  'tree-missing': 'A generated file is missing from the disk.',
  'tree-stale': 'A generated file is older than fleet.yaml.',
  'tree-edited': 'A generated file was edited by hand.',
  'tree-conflict': 'A file that Poolwright does not own is where a generated file belongs.',
  'tree-orphan': 'A generated file belongs to nothing that fleet.yaml still declares.',
  ...CHANGE_CODES,
  ...LINT_CODES,
} as const;

export type DiagnosticCode = keyof typeof CODES;

/**
 * Whether a fleet may change the severity of a code or waive its findings: only where the API server and Karpenter accept the objects.
 * What they or Poolwright reject has to be fixed.
 */
export function isAdjustable(code: string): boolean {
  return isChange(code) || Object.hasOwn(LINT_CODES, code) || ADJUSTABLE.some((known) => known === code);
}

/** Whether a code is about a change, and so true only until the change has arrived. */
export function isChange(code: string): boolean {
  return Object.hasOwn(CHANGE_CODES, code);
}

const ADJUSTABLE: readonly DiagnosticCode[] = [
  'karpenter-ignores',
  'unused-variable',
  'unknown-placeholder',
  'list-replaced',
  'unknown-region',
  'budget-exceeded',
  'timeout-too-short',
  'own-rule',
  'rule-not-evaluated',
];
