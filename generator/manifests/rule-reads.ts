import type { CrdSchema, FieldError } from '@poolwright/crd-validator';
import { childSchema } from '../check/crd/field-versions.ts';
import type { Path } from '../render/index.ts';

/** A CEL rule and the field whose schema holds it. */
export interface PlacedRule {
  rule: string;
  at: Path;
}

/** The rule that an error comes from: the nearest with its message, at the error's field or above; undefined where it is no rule's. */
export function ruleOf(schema: CrdSchema, { path, message }: FieldError): PlacedRule | undefined {
  for (let length = path.length; length >= 0; length--) {
    const at = path.slice(0, length);
    for (const { rule, message: own } of schemaAt(schema, at)?.['x-kubernetes-validations'] ?? [])
      if (message.endsWith(own ?? rule)) return { rule, at };
  }
  return undefined;
}

/**
 * Whether a rule reads the text at `path`, which lies below it. One that asks only whether the field is there does not. Of an item or a
 * map's value it is the nearest named field above that tells.
 */
export function readsBelow(schema: CrdSchema, { rule, at }: PlacedRule, path: Path): boolean {
  const name = path
    .slice(at.length)
    .findLast((_step, i, below) => isNamed(schema, [...at, ...below.slice(0, i + 1)]));
  if (name === undefined) return true;
  const read = rule.replace(/\bhas\([^()]*\)/g, '');
  return new RegExp(`\\b${String(name).replace(/\W/g, '\\$&')}\\b`).test(read);
}

/** Whether the last step of a path is a field that the schema names, and not an index or the key of a map. */
function isNamed(schema: CrdSchema, path: Path): boolean {
  const above = schemaAt(schema, path.slice(0, -1));
  return Object.hasOwn(above?.properties ?? {}, String(path.at(-1)));
}

/** The schema of the value at a path; undefined where the schema says nothing of it. */
export function schemaAt(schema: CrdSchema, path: Path): CrdSchema | undefined {
  return path.reduce<CrdSchema | undefined>((at, step) => at && childSchema(at, step), schema);
}
