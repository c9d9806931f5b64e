import type { ValueObject } from '@kustomize-ts/core';
import { amiFamily } from './ami-family.ts';
import { objectAt, stringAt } from './fields.ts';

/** An EC2NodeClass, with the properties that rules need most. */
export interface NodeClass {
  name: string;
  /** Such as `EC2NodeClass/x`. */
  title: string;
  spec: ValueObject;
  /** AL2, AL2023, Bottlerocket, Windows2019, Windows2022, Windows2025 or Custom. */
  family: string;
}

/** What is taken for a node class that is not among the objects. */
export const unknownClass: NodeClass = { name: '', title: 'EC2NodeClass/', spec: {}, family: 'AL2023' };

export function readNodeClass(object: ValueObject): NodeClass {
  const name = stringAt(objectAt(object, 'metadata'), 'name') ?? '';
  const spec = objectAt(object, 'spec');
  return { name, title: `EC2NodeClass/${name}`, spec, family: amiFamily(spec) };
}
