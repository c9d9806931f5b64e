import type { FieldSpec } from '../fields/field-spec.ts';
import { list } from '../load/decode.ts';
import { type FieldSpecInput, fieldSpec } from '../load/kustomization-format.ts';

/** The `fieldSpecs` of a transformer's own configuration. */
export const fieldSpecList = list(fieldSpec, {});

/** Field specs with defaults for what they omit. */
export function completeSpecs(specs: readonly FieldSpecInput[] = []): FieldSpec[] {
  return specs.map(({ group = '', version = '', kind = '', path = '', create = false }) => ({
    group,
    version,
    kind,
    path,
    create,
  }));
}
