import { emit, readYaml, type Value, YamlError } from '@kustomize-ts/core';
import { equal } from '../load/merge.ts';

/** Whether YAML reads a value as it was written; a block that starts with spaces below a list item, for example, changes. */
export function checkYamlRoundTrip(value: Value): boolean {
  try {
    return equal(readYaml(emit(value)), value);
  } catch (error) {
    if (error instanceof YamlError) return false;
    throw error;
  }
}
