import { KustomizeError } from '../errors.ts';
import { list, struct, type TypeOf } from '../load/decode.ts';
import { type ReplacementField, replacementField } from '../load/kustomization-format.ts';
import type { BuildContext, Plugin, Transform } from './transformer.ts';

export function replacementsTransform(fields: readonly ReplacementField[], context: BuildContext): Transform {
  void context;
  void fields;
  throw new KustomizeError('unsupported', 'replacements are not supported', { field: 'replacements' });
}

const format = struct({ replacements: list(replacementField, {}) });

export const replacementsPlugin: Plugin<TypeOf<typeof format>, Transform> = {
  format,
  configure: ({ replacements = [] }, context) => replacementsTransform(replacements, context),
};
