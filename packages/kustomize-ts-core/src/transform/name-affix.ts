import { KustomizeError } from '../errors.ts';
import { changeField, type FieldSpec } from '../fields/field-spec.ts';
import { textAt } from '../fields/source-text.ts';
import { struct, type TypeOf, text } from '../load/decode.ts';
import { isSelected } from '../resource/id.ts';
import type { Resource } from '../resource/resource.ts';
import { completeSpecs, fieldSpecList } from './field-specs-format.ts';
import { withText } from './scalar-change.ts';
import type { Plugin, Transform } from './transformer.ts';

/** Kinds whose names do not change. */
const SKIPPED = [
  { group: '', version: '', kind: 'CustomResourceDefinition' },
  { group: 'apiregistration.k8s.io', version: '', kind: 'APIService' },
  { group: '', version: '', kind: 'Namespace' },
];

type Affix = 'prefix' | 'suffix';

/** Adds a prefix or a suffix to the names of resources, or to other text fields. */
export function affixTransform(affix: Affix, added: string, specs: readonly FieldSpec[]): Transform {
  return (resources) => {
    for (const resource of resources.items) {
      const { originalId } = resource;
      if (SKIPPED.some((gvk) => isSelected(originalId, gvk))) continue;
      for (const spec of specs) if (isSelected(originalId, spec)) addAffix(resource, affix, added, spec);
    }
    resources.identitiesChanged();
  };
}

function addAffix(resource: Resource, affix: Affix, added: string, spec: FieldSpec): void {
  if (spec.path === 'metadata/name' && added !== '') {
    if (affix === 'prefix') resource.prefixes = [...resource.prefixes, added];
    else resource.suffixes = [...resource.suffixes, added];
    resource.storePreviousId();
  }
  resource.object = changeField(
    resource.object,
    spec,
    (value, container, key) => {
      const old = value === '' ? '' : textAt(container, key);
      return withText(value, affix === 'prefix' ? `${added}${old}` : `${old}${added}`, container, key);
    },
    'scalar',
  );
}

const prefixFormat = struct({ prefix: text, fieldSpecs: fieldSpecList });
const suffixFormat = struct({ suffix: text, fieldSpecs: fieldSpecList });

export const prefixPlugin: Plugin<TypeOf<typeof prefixFormat>, Transform> = {
  format: prefixFormat,
  configure: ({ prefix = '', fieldSpecs }) =>
    affixTransform('prefix', prefix, completeSpecs(needed(fieldSpecs))),
};

export const suffixPlugin: Plugin<TypeOf<typeof suffixFormat>, Transform> = {
  format: suffixFormat,
  configure: ({ suffix = '', fieldSpecs }) =>
    affixTransform('suffix', suffix, completeSpecs(needed(fieldSpecs))),
};

const bothFormat = struct({ prefix: text, suffix: text, fieldSpecs: fieldSpecList });

/** Upstream's `PrefixSuffixTransformer`: both with one configuration. */
export const prefixSuffixPlugin: Plugin<TypeOf<typeof bothFormat>, Transform> = {
  format: bothFormat,
  configure(config, context) {
    const prefix = prefixPlugin.configure(config, context);
    const suffix = suffixPlugin.configure(config, context);
    return (resources) => {
      prefix(resources);
      suffix(resources);
    };
  },
};

function needed<T>(fieldSpecs: T | undefined): T {
  if (fieldSpecs === undefined)
    throw new KustomizeError('invalid', 'fieldSpecs is needed', { field: 'fieldSpecs' });
  return fieldSpecs;
}
