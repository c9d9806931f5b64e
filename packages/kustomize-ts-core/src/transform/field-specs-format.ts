import type { FieldSpec } from '../fields/field-spec.ts';
import { list } from '../load/decode.ts';
import { type FieldSpecInput, fieldSpec } from '../load/kustomization-format.ts';

/** The `fieldSpecs` of a transformer's own configuration. */
export const fieldSpecList = list(fieldSpec, {});

/** Field specs as they were given, with what was left out filled in. */
export function completeSpecs(specs: readonly FieldSpecInput[] = []): FieldSpec[] {
  return specs.map(({ group = '', version = '', kind = '', path = '', create = false }) => ({
    group,
    version,
    kind,
    path,
    create,
  }));
}
