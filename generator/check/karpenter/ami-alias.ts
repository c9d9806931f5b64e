import type { ValueObject } from '@kustomize-ts/core';
import { goQuote } from '@poolwright/crd-validator/go';
import { aliasFamilies, amiAlias, familyOfAlias } from '../../instances/objects/ami-family.ts';
import { objectsAt } from '../../instances/objects/fields.ts';
import type { Path } from '../../load/path.ts';
import type { Problem } from './finding.ts';
import { minorOf } from './rules.ts';

/** The fields that decide the AMI family. */
export function amiFamilyPaths(spec: ValueObject): Path[] {
  const aliases = objectsAt(spec, 'amiSelectorTerms').map(
    ([index]): Path => ['spec', 'amiSelectorTerms', index, 'alias'],
  );
  return [['spec', 'amiFamily'], ...aliases];
}

/**
 * Aliases that end the controller's process, with status 1 and for all pools of the cluster: provider v1.15.1,
 * pkg/apis/v1/ec2nodeclass.go, amiFamilyFromAlias. The CRD lets `al2023@a@b` pass.
 */
export function malformedAliases(spec: ValueObject): Problem[] {
  const alias = amiAlias(spec);
  if (alias === undefined) return [];
  const path = ['spec', 'amiSelectorTerms', alias.index, 'alias'];
  const parts = alias.text.split('@');
  if (parts.length !== 2) {
    return [
      { message: `failed to parse AMI alias ${goQuote(alias.text)}, invalid format`, help: ALIAS_HELP, path },
    ];
  }
  if (familyOfAlias(alias.text) !== undefined) return [];
  return [{ message: `${goQuote(parts[0] ?? '')} is an invalid alias family`, help: ALIAS_HELP, path }];
}

/** Aliases that have no image for that Kubernetes: provider v1.15.1, pkg/providers/amifamily/ami.go. */
export function aliasProblems(spec: ValueObject, kubernetes: string | undefined): Problem[] {
  const alias = amiAlias(spec);
  const minor = kubernetes === undefined ? undefined : minorOf(kubernetes);
  if (alias === undefined || minor === undefined) return [];
  const path = ['spec', 'amiSelectorTerms', alias.index, 'alias'];
  const family = familyOfAlias(alias.text);
  if (family === 'AL2' && minor >= 33) return [{ message: al2Text, help: AL2_HELP, path }];
  if (family !== 'Windows2025' || minor >= 35) return [];
  const message = `Windows Server 2025 requires EKS version 1.35 or higher, current version: ${kubernetes}`;
  const help = 'Use windows2022@VERSION, or upgrade the cluster to Kubernetes 1.35 first';
  return [{ message, help, path }];
}

const ALIAS_HELP = `Write FAMILY@VERSION with a family of ${[...aliasFamilies.keys()].join(', ')}, such as al2023@v20250704`;
const AL2_HELP = 'Use al2023@VERSION or bottlerocket@VERSION, and set amiFamily accordingly';

const al2Text =
  'AL2 aliases are no longer supported on EKS 1.33+ ' +
  '(see https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions-standard.html#kubernetes-1-33)';
