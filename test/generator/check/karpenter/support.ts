import type { ValueObject } from '@kustomize-ts/core';
import {
  type RuntimeFinding,
  type RuntimeOptions,
  validateRuntime,
} from '../../../../generator/check/karpenter/index.ts';

const aws: RuntimeOptions = { karpenter: '1.15.1', provider: 'aws' };

/** A NodePool with that spec of its template, and what Karpenter says to it. */
export function validatePool(
  templateSpec: ValueObject,
  more: ValueObject = {},
  options = {},
): RuntimeFinding[] {
  const { metadata, ...spec } = more;
  const template = {
    ...(metadata === undefined ? {} : { metadata }),
    spec: { requirements: [], ...templateSpec },
  };
  const object = { apiVersion: 'karpenter.sh/v1', kind: 'NodePool', spec: { template, ...spec } };
  return validateRuntime(object, { ...aws, ...options });
}

/** An EC2NodeClass with that spec, and what Karpenter says to it. */
export function validateClass(
  spec: ValueObject,
  options = {},
  annotations: ValueObject = {},
): RuntimeFinding[] {
  const object = {
    apiVersion: 'karpenter.k8s.aws/v1',
    kind: 'EC2NodeClass',
    metadata: { annotations },
    spec,
  };
  return validateRuntime(object, { ...aws, ...options });
}

/** `reason path message` of each finding. */
export function lines(findings: readonly RuntimeFinding[]): string[] {
  return findings.map(({ reason, path, message }) => `${reason} ${path.join('.')} ${message}`);
}
