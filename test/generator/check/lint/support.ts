import type { ValueObject } from '@kustomize-ts/core';
import type { LintFinding, LintInput } from '../../../../generator/check/lint/index.ts';
import type { CheckScope } from '../../../../generator/check/scope.ts';

/** A cluster in short: the fields of pools and classes by name. */
export interface Case {
  environment?: Partial<CheckScope>;
  pools?: Record<string, ValueObject>;
  classes?: Record<string, ValueObject>;
  workloads?: ValueObject[];
  /** Comments of the author, by the object's name and a path, such as `NodePool/x spec.limits`. */
  comments?: Record<string, string[]>;
}

const inTemplate = [
  'requirements',
  'taints',
  'startupTaints',
  'expireAfter',
  'terminationGracePeriod',
  'nodeClassRef',
];
const inMetadata = ['labels', 'annotations'];

/** The objects that a case is short for; pools refer to the class `default` unless they say otherwise. */
export function inputOf({
  environment,
  pools = {},
  classes = {},
  workloads = [],
  comments = {},
}: Case): LintInput {
  return {
    scope: { karpenter: '1.15', ...environment },
    objects: [
      ...Object.entries(pools).map(([name, fields]) => poolOf(name, fields)),
      ...Object.entries(classes).map(([name, spec]) => ({
        apiVersion: 'karpenter.k8s.aws/v1',
        kind: 'EC2NodeClass',
        metadata: { name },
        spec,
      })),
    ],
    workloads,
    commentsAt: (object, path) => comments[`${object} ${path.join('.')}`] ?? [],
  };
}

function poolOf(name: string, fields: ValueObject): ValueObject {
  const pick = (names: string[]) =>
    Object.fromEntries(Object.entries(fields).filter(([key]) => names.includes(key)));
  const rest = Object.entries(fields).filter(([key]) => ![...inTemplate, ...inMetadata].includes(key));
  const nodeClassRef = { group: 'karpenter.k8s.aws', kind: 'EC2NodeClass', name: 'default' };
  const template = {
    metadata: pick(inMetadata),
    spec: { nodeClassRef, requirements: [], ...pick(inTemplate) },
  };
  return {
    apiVersion: 'karpenter.sh/v1',
    kind: 'NodePool',
    metadata: { name },
    spec: { template, ...Object.fromEntries(rest) },
  };
}

/** A finding as fixtures write it: object, path and severity. */
export function lineOf({ object, path, severity }: LintFinding): string {
  return `${object} ${path.join('.')} ${severity}`;
}
