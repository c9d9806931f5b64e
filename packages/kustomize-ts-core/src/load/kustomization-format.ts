import { anything, exact, flag, integer, list, struct, type TypeOf, text, textMap, texts } from './decode.ts';

/** The formats of a kustomization and of its parts (kustomize api v0.21.2, package types). */

const exactText = exact(text);
export const gvk = { group: exactText, version: exactText, kind: exactText };
const resourceId = { ...gvk, name: exactText, namespace: exactText };

export const fieldSpec = struct({ ...gvk, path: text, create: flag });
export type FieldSpecInput = TypeOf<typeof fieldSpec>;

export const selector = struct({ ...resourceId, labelSelector: text, annotationSelector: text });
export type Selector = TypeOf<typeof selector>;

export const patch = struct({
  path: text,
  patch: text,
  target: selector,
  options: struct({ allowNameChange: flag, allowKindChange: flag }),
});
export type Patch = TypeOf<typeof patch>;

export const image = struct({ name: text, newName: text, tagSuffix: text, newTag: text, digest: text });
export type Image = TypeOf<typeof image>;

export const replica = struct({ name: text, count: integer });
export type Replica = TypeOf<typeof replica>;

const generatorOptions = struct({
  labels: textMap,
  annotations: textMap,
  disableNameSuffixHash: flag,
  immutable: flag,
});
export type GeneratorOptions = TypeOf<typeof generatorOptions>;

export const generatorFields = {
  namespace: text,
  name: text,
  behavior: text,
  literals: texts,
  files: texts,
  envs: texts,
  env: text,
  options: generatorOptions,
};
export const configMapArgs = struct(generatorFields);
export const secretArgs = struct({ ...generatorFields, type: text });
export type SecretArgs = TypeOf<typeof secretArgs>;

const fieldOptions = struct({ delimiter: text, index: integer, encoding: text, create: flag });
export type FieldOptions = TypeOf<typeof fieldOptions>;

const replacementFields = {
  source: struct({ ...resourceId, fieldPath: text, options: fieldOptions }),
  targets: list(
    struct({ select: selector, reject: list(selector, {}), fieldPaths: texts, options: fieldOptions }),
    {},
  ),
  sourceValue: text,
};
export const replacement = struct(replacementFields);
export type Replacement = TypeOf<typeof replacement>;
export const replacementField = struct({
  source: exact(replacementFields.source),
  targets: exact(replacementFields.targets),
  sourceValue: exactText,
  path: text,
});
export type ReplacementField = TypeOf<typeof replacementField>;

const label = struct({
  pairs: textMap,
  includeSelectors: flag,
  includeTemplates: flag,
  includeVolumeClaimTemplates: flag,
  fields: list(fieldSpec, {}),
});
export type Label = TypeOf<typeof label>;

const variable = struct({
  name: text,
  objref: struct({ apiVersion: text, ...resourceId }),
  fieldref: struct({ fieldPath: text }),
});
export type Variable = TypeOf<typeof variable>;

export const sortOptions = struct({
  order: text,
  legacySortOptions: struct({ orderFirst: texts, orderLast: texts }),
});
export type SortOptions = TypeOf<typeof sortOptions>;

export const kustomization = struct({
  apiVersion: text,
  kind: text,
  metadata: struct({ name: text, namespace: text, labels: textMap, annotations: textMap }),
  openapi: textMap,
  namePrefix: text,
  nameSuffix: text,
  namespace: text,
  commonLabels: textMap,
  labels: list(label, {}),
  commonAnnotations: textMap,
  patchesStrategicMerge: texts,
  patchesJson6902: list(patch, {}),
  patches: list(patch, {}),
  images: list(image, {}),
  imageTags: list(image, {}),
  replacements: list(replacementField, {}),
  replicas: list(replica, {}),
  vars: list(variable, {}),
  sortOptions,
  resources: texts,
  components: texts,
  crds: texts,
  bases: texts,
  configMapGenerator: list(configMapArgs, {}),
  secretGenerator: list(secretArgs, {}),
  helmGlobals: anything,
  helmCharts: anything,
  helmChartInflationGenerator: anything,
  generatorOptions,
  configurations: texts,
  generators: texts,
  transformers: texts,
  validators: texts,
  buildMetadata: texts,
});
export type Kustomization = TypeOf<typeof kustomization>;
