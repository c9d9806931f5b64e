import type { ValueObject } from '@kustomize-ts/core';
import { objectAt, stringAt } from '../../instances/objects/fields.ts';
import { annotationsOf } from '../../instances/objects/metadata.ts';

/** A hash and the version of it. */
export interface Hash {
  hash: string;
  version: string;
}

/** The annotations of a hash and of its version, on the object that is hashed and on its NodeClaims. */
export interface HashKeys {
  hash: string;
  version: string;
}

export const nodePoolKeys: HashKeys = {
  hash: 'karpenter.sh/nodepool-hash',
  version: 'karpenter.sh/nodepool-hash-version',
};

export const nodeClassKeys: HashKeys = {
  hash: 'karpenter.k8s.aws/ec2nodeclass-hash',
  version: 'karpenter.k8s.aws/ec2nodeclass-hash-version',
};

/** The hash that Karpenter wrote on an object; undefined if it is missing. */
export function hashOn(object: ValueObject, keys: HashKeys): Hash | undefined {
  const annotations = annotationsOf(object);
  const hash = stringAt(annotations, keys.hash);
  const version = stringAt(annotations, keys.version);
  return hash === undefined || version === undefined ? undefined : { hash, version };
}

/** The object with the hash, as Karpenter's hash controller writes it. */
export function withHash(object: ValueObject, keys: HashKeys, { hash, version }: Hash): ValueObject {
  const metadata = objectAt(object, 'metadata');
  const annotations = {
    ...objectAt(metadata, 'annotations'),
    [keys.hash]: hash,
    [keys.version]: version,
  };
  return { ...object, metadata: { ...metadata, annotations } };
}
