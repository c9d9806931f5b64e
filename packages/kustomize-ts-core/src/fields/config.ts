import { KustomizeError } from '../errors.ts';
import { type Gvk, isSelected } from '../resource/id.ts';
import type { FieldSpec } from './field-spec.ts';
import { compareGvk } from './kind-order.ts';

/** The fields that may hold the name of objects of a kind. */
export interface NameReference extends Gvk {
  readonly fieldSpecs: readonly FieldSpec[];
}

/** Which fields each transformer changes: kustomize's own and those that `configurations` adds. */
export interface FieldConfig {
  readonly namePrefix: readonly FieldSpec[];
  readonly nameSuffix: readonly FieldSpec[];
  readonly namespace: readonly FieldSpec[];
  readonly commonLabels: readonly FieldSpec[];
  readonly labels: readonly FieldSpec[];
  readonly templateLabels: readonly FieldSpec[];
  readonly volumeClaimTemplateLabels: readonly FieldSpec[];
  readonly commonAnnotations: readonly FieldSpec[];
  readonly nameReference: readonly NameReference[];
  readonly varReference: readonly FieldSpec[];
  readonly images: readonly FieldSpec[];
  readonly replicas: readonly FieldSpec[];
}

export const EMPTY_CONFIG: FieldConfig = {
  namePrefix: [],
  nameSuffix: [],
  namespace: [],
  commonLabels: [],
  labels: [],
  templateLabels: [],
  volumeClaimTemplateLabels: [],
  commonAnnotations: [],
  nameReference: [],
  varReference: [],
  images: [],
  replicas: [],
};

/** Adds one configuration to another; throws `conflict` where they differ in whether to create a field. */
export function mergeConfigs(base: FieldConfig, added: FieldConfig): FieldConfig {
  if (added === EMPTY_CONFIG || added === base) return base;
  const merge = (field: Exclude<keyof FieldConfig, 'nameReference'>) =>
    mergeFieldSpecs(base[field], added[field]).toSorted(compareGvk);
  return {
    namePrefix: merge('namePrefix'),
    nameSuffix: merge('nameSuffix'),
    namespace: merge('namespace'),
    commonLabels: merge('commonLabels'),
    labels: merge('labels'),
    templateLabels: merge('templateLabels'),
    volumeClaimTemplateLabels: merge('volumeClaimTemplateLabels'),
    commonAnnotations: merge('commonAnnotations'),
    nameReference: mergeReferences(base.nameReference, added.nameReference).toSorted(compareGvk),
    varReference: merge('varReference'),
    images: merge('images'),
    replicas: merge('replicas'),
  };
}

/** A spec is not added when one of the same path already covers its kinds, or some of them. */
export function mergeFieldSpecs(
  base: readonly FieldSpec[],
  added: readonly FieldSpec[],
): readonly FieldSpec[] {
  if (base === added || added.length === 0) return base;
  const result = [...base];
  const byPath = new Map<string, FieldSpec[]>();
  const index = (spec: FieldSpec) => {
    const known = byPath.get(spec.path);
    if (known === undefined) byPath.set(spec.path, [spec]);
    else known.push(spec);
  };
  base.forEach(index);
  for (const spec of added) {
    const known = byPath.get(spec.path)?.find((other) => isSelected(other, spec));
    if (known === undefined) {
      result.push(spec);
      index(spec);
    } else if (known.create !== spec.create) {
      throw new KustomizeError('conflict', `conflicting fieldspecs for '${spec.path}'`);
    }
  }
  return result;
}

function mergeReferences(
  base: readonly NameReference[],
  added: readonly NameReference[],
): readonly NameReference[] {
  const result = [...base];
  for (const reference of added) {
    const index = result.findIndex((known) => sameGvk(known, reference));
    const known = result[index];
    if (known === undefined) result.push(reference);
    else result[index] = { ...known, fieldSpecs: mergeFieldSpecs(known.fieldSpecs, reference.fieldSpecs) };
  }
  return result;
}

function sameGvk(a: Gvk, b: Gvk): boolean {
  return a.group === b.group && a.version === b.version && a.kind === b.kind;
}
