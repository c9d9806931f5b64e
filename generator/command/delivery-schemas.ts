import type { DeliveryValidator } from '../check/delivery-objects.ts';
import { createValidator, type Validator } from '../check/schema/index.ts';
import { sliceSchema } from '../check/slice-schema.ts';
import { type Crd, openSchemaFiles } from './schema-files.ts';

const SOURCES: readonly string[] = ['GitRepository', 'OCIRepository', 'Bucket'];

/** Validators for Flux Kustomizations and sources, and for Argo CD ApplicationSets; a schema is read when the first object of its kind comes. */
export function createDeliveryValidator(): DeliveryValidator {
  const flux = once(() => newestCrd('flux', 'kustomize.toolkit.fluxcd.io/v1', 'Kustomization'));
  const argocd = once(() => newestCrd('argocd', 'argoproj.io/v1alpha1', 'ApplicationSet'));
  return (object): Validator | undefined => {
    if (object.kind === 'Kustomization') return flux()?.validator;
    if (SOURCES.includes(String(object.kind)))
      return newestCrd('flux-source', 'source.toolkit.fluxcd.io/v1', String(object.kind))?.validator;
    const schema = object.kind === 'ApplicationSet' ? argocd()?.schema : undefined;
    // Of the nine thousand nodes of this schema an object of ours reaches some thirty.
    return schema && createValidator([sliceSchema(schema, [object])]);
  };
}

function newestCrd(
  project: Parameters<typeof openSchemaFiles>[0],
  apiVersion: string,
  kind: string,
): Crd | undefined {
  const files = openSchemaFiles(project);
  return files.crd(files.versions.at(-1) ?? '', apiVersion, kind);
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
