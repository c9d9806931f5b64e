import type { ValueObject } from '@kustomize-ts/core';
import { objectsAt, stringAt } from './fields.ts';

/** The AMI families by the names that aliases have for them. */
export const aliasFamilies: ReadonlyMap<string, string> = new Map(
  ['AL2', 'AL2023', 'Bottlerocket', 'Windows2019', 'Windows2022', 'Windows2025'].map((family) => [
    family.toLowerCase(),
    family,
  ]),
);

interface Alias {
  text: string;
  index: number;
}

/** The alias that Karpenter takes, with its place in spec.amiSelectorTerms: the first one. */
export function amiAlias(spec: ValueObject): Alias | undefined {
  for (const [index, term] of objectsAt(spec, 'amiSelectorTerms')) {
    const text = stringAt(term, 'alias');
    if (text !== undefined && text !== '') return { text, index };
  }
  return undefined;
}

/** The family of an alias, such as `al2023@latest`. */
export function familyOfAlias(alias: string): string | undefined {
  const [name = ''] = alias.split('@');
  return aliasFamilies.get(name);
}

/** The AMI family: spec.amiFamily, else that of the alias, else Custom (pkg/apis/v1/ec2nodeclass.go, AMIFamily). */
export function amiFamily(spec: ValueObject): string {
  const family = stringAt(spec, 'amiFamily');
  if (family !== undefined) return family;
  const alias = amiAlias(spec);
  return (alias === undefined ? undefined : familyOfAlias(alias.text)) ?? 'Custom';
}
