import { LINT_CODES } from './lint-codes.ts';

/** Every code a diagnostic can have, with what it means. Codes are stable: none is renamed or reused. */
export const CODES = {
  'command-failed': 'The system, git or another process would not let a command go on.',
  'file-not-found': 'A file that was asked for, or that include names, does not exist.',
  'file-too-large': 'A file of the fleet is larger than one file may be.',
  'yaml-syntax': 'A file is not well-formed YAML.',
  'yaml-duplicate-key': 'A mapping has the same key twice.',
  'yaml-alias': 'Aliases expand to too many values.',
  'unknown-field': 'A field that the schema does not know.',
  'missing-field': 'A field that the schema requires is not there.',
  'wrong-type': 'A value has another type than the schema wants.',
  'invalid-value': 'A value is outside of what the schema allows.',
  'invalid-name': 'A name cannot be used for an object, a folder or a variable.',
  'duplicate-declaration': 'One thing is declared in two places.',
  'duplicate-cluster': 'Two clusters have the same name.',
  'unknown-pool': 'An override names a pool that the fleet does not have.',
  'unknown-node-class': 'A pool or an override names a node class that the fleet does not have.',
  'unknown-variable': 'A cluster sets a variable that is not declared.',
  'unknown-target': 'A command was given a name that is no environment and no cluster.',
  'misplaced-override': 'An override patches a node class that the pool does not own.',
  'excluded-dependency': 'An environment leaves out something that it needs.',
  'path-escapes-repository': 'A path leaves the repository.',
  json6902: 'A JSON6902 operation cannot be applied.',
  'undeclared-variable': 'A value refers to a variable that is not declared.',
  'unsupported-substitution': 'A value uses more of a substitution language than a plain ${NAME}.',
  'variable-in-key': 'A key holds a variable.',
  'variable-value': 'A value of a variable cannot be carried by every way of delivery.',
  'undefined-variable': 'A cluster gives no value to a variable that its objects need.',
  'unused-variable': 'A declared variable is not used by any pool.',
  'variable-pattern': 'A value of a variable does not match its pattern.',
  'variable-type': 'A value of a variable turns a string into another type.',
  'render-failed': 'An overlay cannot be built, or a cluster cannot be substituted.',
  'render-mismatch': 'An overlay on disk builds to something else than the fleet declares.',
  'delivery-mismatch': 'envsubst, Flux and Argo CD would not apply the same objects.',
  'crd-schema': 'An object breaks the structural schema of its CRD: the API server refuses it.',
  'crd-rule': 'An object breaks a CEL rule of its CRD: the API server refuses it.',
  'crd-unknown-field': 'An object has a field that its CRD does not know: the API server drops it.',
  'crd-unknown-kind': 'A version of Karpenter has no such kind: the API server refuses the object.',
  'update-rejected':
    'The API server would accept an object as new, and refuses it as an update of the one that git has at the base: see validate --base.',
  'update-ratcheted':
    'The API server lets pass what is wrong with an object only because it did not change since the base: see validate --base.',
  'base-unreadable': 'What a cluster has at the revision to compare with cannot be told.',
  'delivery-schema':
    'A generated Flux Kustomization or source, or an Argo CD ApplicationSet, breaks its CRD.',
  'delivery-size': 'A generated Argo CD ApplicationSet is larger than what a cluster can store.',
  'karpenter-rejects': 'The API server accepts an object, and Karpenter refuses it or does not use it.',
  'karpenter-ignores': 'Karpenter goes on without a part of an object.',
  'unknown-code': 'spec.checks names a code that does not exist or cannot be adjusted.',
  'unused-waiver': 'A waiver in spec.checks.waivers matches no finding.',
  'expired-waiver': 'A waiver in spec.checks.waivers has expired.',
  'kubeconform-disagrees':
    'kubeconform and Poolwright judge an object differently by the same schema: a defect of Poolwright.',
  'server-rejects': 'A server that was asked with validate --server refuses an object.',
  'server-disagrees':
    'A server that was asked with validate --server accepts an object that Poolwright refuses: it has other CRDs, or Poolwright errs.',
  'unknown-karpenter-version': 'There are no schemas for the Karpenter version that is asked for.',
  'tree-missing': 'A generated file is missing.',
  'tree-stale': 'A generated file is not what the fleet says any more.',
  'tree-edited': 'A generated file was edited by hand.',
  'tree-conflict': 'Something that is not generated stands where a generated file or folder belongs.',
  'tree-orphan': 'A generated file belongs to nothing in the fleet any more.',
  ...LINT_CODES,
} as const;

export type DiagnosticCode = keyof typeof CODES;

/**
 * Whether a fleet may weigh or accept findings of a code: only what a cluster takes, and may still be wrong. What a cluster or
 * Poolwright itself refuses has to be mended.
 */
export function isAdjustable(code: string): boolean {
  return Object.hasOwn(LINT_CODES, code) || ADJUSTABLE.some((known) => known === code);
}

const ADJUSTABLE: readonly DiagnosticCode[] = ['karpenter-ignores', 'unused-variable'];
