import { at } from '../errors.ts';
import { type FieldConfig, mergeFieldSpecs } from '../fields/config.ts';
import type { FieldSpec } from '../fields/field-spec.ts';
import type { Kustomization, Label } from '../load/kustomization-format.ts';
import { completeSpecs } from '../transform/field-specs-format.ts';
import { imagesTransform } from '../transform/images.ts';
import { json6902Transform } from '../transform/json6902-patches.ts';
import { keyValuesTransform } from '../transform/key-values.ts';
import { affixTransform } from '../transform/name-affix.ts';
import { namespaceTransform } from '../transform/namespace.ts';
import { patchTransform } from '../transform/patches.ts';
import { replacementsTransform } from '../transform/replacements.ts';
import { replicasTransform } from '../transform/replicas.ts';
import { strategicMergeTransform } from '../transform/strategic-merge-patches.ts';
import type { BuildContext, Transform } from '../transform/transformer.ts';
import type { Step } from './step.ts';

/**
 * The transformers that a kustomization configures in its own fields, in the fixed order of their run
 * (kustomize api v0.21.2, `configureBuiltinTransformers`).
 */
export function transformerSteps(
  spec: Kustomization,
  config: FieldConfig,
  context: BuildContext,
): Step<Transform>[] {
  const steps: Step<Transform>[] = [];
  const add = (kind: string, field: string, configure: () => Transform) => {
    steps.push({ work: at({ field }, configure), field, origin: { apiVersion: 'builtin', kind } });
  };
  if (spec.patchesStrategicMerge?.length) {
    const paths = spec.patchesStrategicMerge;
    add('PatchStrategicMergeTransformer', 'patchesStrategicMerge', () =>
      strategicMergeTransform({ paths }, context),
    );
  }
  spec.patches?.forEach((patch, index) => {
    add('PatchTransformer', `patches[${index}]`, () => patchTransform(patch, context));
  });
  if (spec.namespace) {
    const change = { namespace: spec.namespace, specs: config.namespace };
    add('NamespaceTransformer', 'namespace', () => namespaceTransform(change));
  }
  for (const [affix, text] of [['prefix', spec.namePrefix] as const, ['suffix', spec.nameSuffix] as const]) {
    if (!text) continue;
    const [kind, field, specs] =
      affix === 'prefix'
        ? (['PrefixTransformer', 'namePrefix', config.namePrefix] as const)
        : (['SuffixTransformer', 'nameSuffix', config.nameSuffix] as const);
    add(kind, field, () => affixTransform(affix, text, specs));
  }
  spec.labels?.forEach((label, index) => {
    add('LabelTransformer', `labels[${index}]`, () =>
      keyValuesTransform(label.pairs ?? {}, labelSpecs(label, config)),
    );
  });
  if (spec.labels?.length || Object.keys(spec.commonLabels ?? {}).length > 0) {
    add('LabelTransformer', 'commonLabels', () =>
      keyValuesTransform(spec.commonLabels ?? {}, config.commonLabels),
    );
  }
  const annotations = spec.commonAnnotations ?? {};
  if (Object.keys(annotations).length > 0) {
    add('AnnotationsTransformer', 'commonAnnotations', () =>
      keyValuesTransform(annotations, config.commonAnnotations),
    );
  }
  spec.patchesJson6902?.forEach(({ target, path, patch }, index) => {
    const json = { ...(target && { target }), ...(path && { path }), ...(patch && { jsonOp: patch }) };
    add('PatchJson6902Transformer', `patchesJson6902[${index}]`, () => json6902Transform(json, context));
  });
  spec.replicas?.forEach((replica, index) => {
    add('ReplicaCountTransformer', `replicas[${index}]`, () => replicasTransform(replica, config.replicas));
  });
  spec.images?.forEach((image, index) => {
    add('ImageTagTransformer', `images[${index}]`, () => imagesTransform(image, config.images));
  });
  if (spec.replacements?.length) {
    const { replacements } = spec;
    add('ReplacementTransformer', 'replacements', () => replacementsTransform(replacements, context));
  }
  return steps;
}

/** Where the labels of one entry of `labels` go. */
function labelSpecs(label: Label, config: FieldConfig): readonly FieldSpec[] {
  let specs = mergeFieldSpecs(completeSpecs(label.fields), config.labels);
  if (label.includeSelectors) return mergeFieldSpecs(specs, config.commonLabels);
  if (label.includeTemplates) specs = mergeFieldSpecs(specs, config.templateLabels);
  if (label.includeVolumeClaimTemplates) specs = mergeFieldSpecs(specs, config.volumeClaimTemplateLabels);
  return mergeFieldSpecs(specs, [
    { group: '', version: '', kind: '', path: 'metadata/labels', create: true },
  ]);
}
