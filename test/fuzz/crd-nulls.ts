import { isObject, type Value, type ValueObject } from '@kustomize-ts/core';
import type { CrdSchema, ResourceSchema } from '@poolwright/crd-validator';
import { readSchema } from '../../scripts/schemas/derive.ts';

/** The schemas of all kinds, of one version each. */
export async function allSchemas(): Promise<ResourceSchema[]> {
  const names = [
    'karpenter/1.15.1/nodepool-karpenter.sh-v1.json',
    'karpenter/1.15.1/ec2nodeclass-karpenter.k8s.aws-v1.json',
    'karpenter/1.15.1/nodeclaim-karpenter.sh-v1.json',
    'karpenter/1.15.1/nodeoverlay-karpenter.sh-v1alpha1.json',
    'flux/1.9.6/kustomization-kustomize.toolkit.fluxcd.io-v1.json',
    'argocd/3.2.11/applicationset-argoproj.io-v1alpha1.json',
  ];
  return Promise.all(names.map(async (name) => JSON.parse(await readSchema(name)) as ResourceSchema));
}

/** Copies of an object, each with a null in one place: in every field that the schema or the object has, in every list. */
export function* withNulls(schema: CrdSchema, object: ValueObject): Generator<ValueObject> {
  for (const value of variants(schema, object)) if (isObject(value)) yield value;
}

function* variants(schema: CrdSchema | undefined, value: Value): Generator<Value> {
  if (Array.isArray(value)) {
    yield [...value, null];
    for (let index = 0; index < value.length; index += 1) {
      yield value.with(index, null);
      for (const inner of variants(schema?.items, value[index] ?? null)) yield value.with(index, inner);
    }
  } else if (isObject(value)) {
    for (const name of new Set([...Object.keys(schema?.properties ?? {}), ...Object.keys(value)])) {
      yield { ...value, [name]: null };
      if (Object.hasOwn(value, name))
        for (const inner of variants(fieldSchema(schema, name), value[name] ?? null))
          yield { ...value, [name]: inner };
    }
  }
}

function fieldSchema(schema: CrdSchema | undefined, name: string): CrdSchema | undefined {
  const { properties, additionalProperties } = schema ?? {};
  return properties?.[name] ?? (typeof additionalProperties === 'object' ? additionalProperties : undefined);
}
