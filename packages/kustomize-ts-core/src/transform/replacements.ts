import { at, KustomizeError } from '../errors.ts';
import { type Edit, PathEditor } from '../fields/path-editor.ts';
import { splitFieldPath } from '../fields/path-splitter.ts';
import { list, struct, type TypeOf } from '../load/decode.ts';
import {
  type FieldOptions,
  type Replacement,
  type ReplacementField,
  replacement,
  replacementField,
} from '../load/kustomization-format.ts';
import { yamlFault } from '../load/yaml-fault.ts';
import { isAnnotation } from '../resource/misfit.ts';
import type { Resource } from '../resource/resource.ts';
import type { ResourceList } from '../resource/resource-list.ts';
import { spreadShared } from '../resource/shared-scalars.ts';
import { editStructuredText } from '../structured/structured-text.ts';
import { isObject } from '../value.ts';
import { readYaml } from '../yaml/index.ts';
import { ReplacementSource } from './replacement-source.ts';
import { targetMatcher } from './replacement-target.ts';
import { putSource, sourceKind } from './replacement-value.ts';
import type { BuildContext, Plugin, Transform } from './transformer.ts';

/** Copies values from fields of resources, or constants, into fields of others. */
export function replacementsTransform(fields: readonly ReplacementField[], context: BuildContext): Transform {
  const replacements = fields.flatMap((field, index) =>
    at({ field: `replacements[${index}]` }, () => loadReplacement(field, context)),
  );
  return (resources) => {
    replacements.forEach((each, index) => {
      at({ field: `replacements[${index}]` }, () => replace(each, resources));
    });
  };
}

/** An entry is a replacement, or refers to a file with one or several. */
function loadReplacement(field: ReplacementField, { loader }: BuildContext): readonly Replacement[] {
  const { path, ...inline } = field;
  if (!path) return [inline];
  if (inline.source !== undefined || inline.targets?.length) {
    throw new KustomizeError('invalid', 'cannot specify both path and inline replacement');
  }
  const text = loader.readText(path);
  return at({ file: loader.path(path) }, () => {
    const value = yamlFault(() => readYaml(text));
    const mode = { strict: false, lenientText: true };
    if (Array.isArray(value)) return list(replacement, {})(value, '', mode) ?? [];
    const single = replacement(value, '', mode);
    if (single === undefined) throw new KustomizeError('invalid', 'expected a replacement or a list of them');
    return [single];
  });
}

function replace({ source, sourceValue, targets }: Replacement, resources: ResourceList): void {
  if ((sourceValue === undefined && source === undefined) || targets === undefined) {
    throw new KustomizeError('invalid', 'replacements must specify a source and at least one target');
  }
  if (sourceValue !== undefined && source !== undefined) {
    throw new KustomizeError('invalid', 'value and resource selectors are mutually exclusive');
  }
  const from =
    source === undefined
      ? ReplacementSource.constant(sourceValue ?? '')
      : ReplacementSource.field(source, resources);
  for (const target of targets) {
    const isTarget = targetMatcher(target);
    const paths = target.fieldPaths?.length ? target.fieldPaths : ['metadata.name'];
    for (const resource of resources.items) {
      if (resource.isDeleted || !isTarget(resource)) continue;
      for (const path of paths) write(resource, path, from, target.options);
    }
  }
  resources.identitiesChanged();
}

function write(
  resource: Resource,
  fieldPath: string,
  from: ReplacementSource,
  options: FieldOptions | undefined,
): void {
  const path = splitFieldPath(fieldPath);
  const creates = options?.create ? sourceKind(from.current) : undefined;
  const before = resource.object;
  const put: Edit = (value, text, isCreated) => putSource({ value, text, isCreated }, from.current, options);
  const structured = editStructuredText(before, path, creates, put);
  if (structured !== undefined) {
    resource.object = structured;
  } else {
    const run = (edit: Edit) => {
      const editor = new PathEditor(path, creates, edit);
      const edited = at({ field: fieldPath }, () => editor.run(resource.object));
      if (editor.count === 0 || !isObject(edited)) {
        const reason = `unable to find ${creates === undefined ? '' : 'or create '}field "${fieldPath}" in replacement target`;
        throw new KustomizeError('mismatch', reason);
      }
      resource.object = edited;
    };
    // The created field can be a part of the source.
    if (creates !== undefined && creates !== 'scalar' && from.isIn(resource))
      run((value, text) => ({ value, text }));
    run(withMisfits(put, resource, path));
  }
  spreadShared(resource, before);
}

/** Records a value of the wrong type, and keeps the old one; an annotation gets it as text. */
function withMisfits(put: Edit, resource: Resource, path: readonly string[]): Edit {
  return (value, text, isCreated) => {
    try {
      return put(value, text, isCreated);
    } catch (error) {
      if (!(error instanceof KustomizeError) || error.code !== 'mismatch') throw error;
      const asText = put(text, text, isCreated);
      const kept = isAnnotation(path) ? asText : { value, text: asText.text };
      resource.misfits = [...resource.misfits, { path, text: kept.text, error }];
      return kept;
    }
  };
}

const format = struct({ replacements: list(replacementField, {}) });

export const replacementsPlugin: Plugin<TypeOf<typeof format>, Transform> = {
  format,
  configure: ({ replacements = [] }, context) => replacementsTransform(replacements, context),
};
