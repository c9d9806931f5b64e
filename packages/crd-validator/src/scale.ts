import type { ScalePaths } from './crd-schema.ts';
import { type Finding, finding, schemaCause } from './finding.ts';
import { floatOf, goNumber } from './go-text.ts';
import { isObject, type Value } from './value.ts';

/**
 * The checks that a scale subresource brings (apiextensions-apiserver v0.37, pkg/registry/customresource/
 * validator.go). The server prints these fields with a leading dot.
 */
export function scaleFindings(object: Value, paths: readonly (readonly string[])[]): Finding[] {
  const out: Finding[] = [];
  for (const path of paths) {
    const found = replicasProblem(object, path);
    if (found !== undefined) out.push(found);
  }
  return out;
}

/** The paths of the two fields that are checked, in parts. */
export function scalePaths({ specReplicasPath, statusReplicasPath }: ScalePaths): string[][] {
  const paths = [specReplicasPath, statusReplicasPath].filter((path) => path !== undefined);
  return paths.map((path) => path.slice(path.startsWith('.') ? 1 : 0).split('.'));
}

function replicasProblem(object: Value, parts: readonly string[]): Finding | undefined {
  let value: Value | undefined = object;
  for (let index = 0; index < parts.length; index += 1) {
    const part = parts[index] ?? '';
    if (!isObject(value))
      return at(parts, 0, accessor(parts.slice(0, index + 1), value, 'map[string]interface{}'));
    if (!Object.hasOwn(value, part)) return undefined;
    value = value[part];
  }
  if ((typeof value !== 'number' && typeof value !== 'bigint') || floatOf(value) !== undefined) {
    return at(parts, 0, accessor(parts, value, 'int64'));
  }
  if (value < 0) return at(parts, value, 'should be a non-negative integer');
  if (value > 2147483647) return at(parts, value, 'should be less than or equal to 2147483647');
  return undefined;
}

function at(parts: readonly string[], shown: number | bigint, text: string): Finding {
  return {
    ...finding(
      schemaCause('scale'),
      'FieldValueInvalid',
      () => `Invalid value: ${shown}: ${text}`,
      'leading',
    ),
    path: parts,
  };
}

function accessor(parts: readonly string[], value: Value | undefined, expected: string): string {
  return `.${parts.join('.')} accessor error: ${goPrint(value)} is of the type ${goType(value)}, expected ${expected}`;
}

function goType(value: Value | undefined): string {
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number' || typeof value === 'bigint')
    return floatOf(value) === undefined ? 'int64' : 'float64';
  if (Array.isArray(value)) return '[]interface {}';
  if (isObject(value)) return 'map[string]interface {}';
  return typeof value === 'string' ? 'string' : '<nil>';
}

/** A value as Go's `%v` prints it. */
function goPrint(value: Value | undefined): string {
  if (typeof value === 'number' || typeof value === 'bigint') return goNumber(value);
  if (Array.isArray(value)) return `[${value.map(goPrint).join(' ')}]`;
  if (!isObject(value)) return value === null || value === undefined ? '<nil>' : String(value);
  const keys = Object.keys(value).sort();
  return `map[${keys.map((key) => `${key}:${goPrint(value[key])}`).join(' ')}]`;
}
