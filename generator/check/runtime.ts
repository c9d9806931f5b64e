import type { ValueObject } from '@kustomize-ts/core';
import type { Diagnostic } from '../diagnostic.ts';
import { type Fleet, type FleetObject, locateField } from '../load/index.ts';
import { pathText } from '../render/index.ts';
import { validateRuntime } from './karpenter/index.ts';

/** What Karpenter's controllers would say of an object that the API server accepts, told where the fleet declares it. */
export function checkRuntime(
  fleet: Fleet,
  environment: string,
  object: ValueObject,
  declared: FleetObject,
): Diagnostic[] {
  const { karpenter, kubernetes } = fleet.spec.environments[environment] ?? {};
  const options = {
    karpenter: karpenter ?? fleet.spec.karpenter,
    provider: 'aws' as const,
    ...(kubernetes === undefined ? {} : { kubernetes }),
  };
  return validateRuntime(object, options).map(({ reason, severity, message, path }) => ({
    code: severity === 'error' ? 'karpenter-refuses' : 'karpenter-ignores',
    severity,
    message: `${pathText(path) || declared.kind}: ${message}`,
    mend:
      severity === 'error'
        ? `Correct the field: Karpenter would set ${reason} and not use the ${declared.kind}`
        : 'Correct the field: Karpenter would go on without it',
    environment,
    object: `${declared.kind}/${declared.name}`,
    field: pathText(path),
    at: locateField(fleet, declared, path),
  }));
}
