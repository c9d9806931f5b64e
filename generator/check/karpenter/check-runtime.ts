import type { ValueObject } from '@kustomize-ts/core';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { type Fleet, type FleetObject, locateField } from '../../load/index.ts';
import { pathText } from '../../render/index.ts';
import { type RuntimeFinding, type RuntimeOptions, validateRuntime } from './index.ts';

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
  return findingsOf(object, options).map(({ reason, severity, message, path }) => ({
    code: severity === 'error' ? 'karpenter-rejects' : 'karpenter-ignores',
    severity,
    message: `${pathText(path) || declared.kind}: ${message}`,
    help:
      severity === 'error'
        ? `Correct the field: Karpenter would set ${reason} and not use the ${declared.kind}`
        : 'Correct the field: Karpenter would go on without it',
    environment,
    object: `${declared.kind}/${declared.name}`,
    field: pathText(path),
    at: locateField(fleet, declared, path),
  }));
}

const known = new WeakMap<ValueObject, Map<string, RuntimeFinding[]>>();

/** Clusters share the objects that no variable touches, so each of them is judged once. */
function findingsOf(object: ValueObject, options: RuntimeOptions): RuntimeFinding[] {
  const byVersion = known.get(object) ?? new Map<string, RuntimeFinding[]>();
  known.set(object, byVersion);
  const key = `${options.karpenter} ${options.kubernetes ?? ''}`;
  const found = byVersion.get(key) ?? validateRuntime(object, options);
  byVersion.set(key, found);
  return found;
}
