import type { ValueObject } from '@kustomize-ts/core';
import type { Violation } from '@poolwright/crd-validator';
import { pathText } from '../../render/index.ts';
import type { Crds } from './crds.ts';

/** The first release after `karpenter` whose CRD takes the value that this one's rejects, such as `1.9`; undefined where none does. */
export function acceptedSince(
  crds: Crds,
  karpenter: string,
  object: ValueObject,
  violation: Violation,
): string | undefined {
  const own = crds.versions.indexOf(crds.versionOf(karpenter) ?? '');
  if (own < 0) return undefined;
  const field = pathText(violation.path);
  return crds.versions.slice(own + 1).find((version) => {
    const crd = crds.crd(version, String(object.apiVersion ?? ''), String(object.kind ?? ''));
    if (crd === undefined) return false;
    const { errors } = crd.validator.validate(object);
    // Rules are evaluated only where the schema has nothing against the object.
    const isEvaluated = violation.source !== 'cel' || errors.every(({ source }) => source !== 'schema');
    return isEvaluated && errors.every(({ path }) => pathText(path) !== field);
  });
}

/** A help that names that release first. */
export function sinceHelp(version: string, help: string): string {
  return `Karpenter accepts it from ${version} on: raise karpenter, or ${help.charAt(0).toLowerCase()}${help.slice(1)}`;
}
