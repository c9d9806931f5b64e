import type { CrdSchema, RuleParams } from '@poolwright/crd-validator';
import type { Path } from '../../render/index.ts';
import { schemaAt } from './field-versions.ts';

/**
 * Whether a rule reads the text at `path`, which lies below it; one that only checks whether the field is set does not. For an item or a
 * map's value the nearest field above that has a name decides.
 */
export function readsBelow(schema: CrdSchema, { rule, rulePath }: RuleParams, path: Path): boolean {
  const name = path
    .slice(rulePath.length)
    .findLast((_step, i, below) => isNamed(schema, [...rulePath, ...below.slice(0, i + 1)]));
  if (name === undefined) return true;
  const read = rule.replace(/\bhas\([^()]*\)/g, '');
  return new RegExp(`\\b${String(name).replace(/\W/g, '\\$&')}\\b`).test(read);
}

/** Whether the last step of a path is a field that the schema names, and not an index or the key of a map. */
function isNamed(schema: CrdSchema, path: Path): boolean {
  const above = schemaAt(schema, path.slice(0, -1));
  return Object.hasOwn(above?.properties ?? {}, String(path.at(-1)));
}

/** The fields of its own value that a rule reads, as `replicas` of `has(self.replicas)`. */
export function fieldsRead({ rule }: RuleParams): Set<string> {
  return new Set(Array.from(rule.matchAll(/\b(?:self|oldSelf)\.(\w+)/g), ([, name = '']) => name));
}
