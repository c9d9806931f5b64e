import { KustomizeError } from '../errors.ts';
import type { Gvk } from '../resource/id.ts';
import { parseApiVersion } from '../resource/id.ts';
import { isObject, type Value, type ValueObject } from '../value.ts';
import { getField, withField } from './object.ts';
import { splitPath } from './path-splitter.ts';
import { inStyleOf, textAt, withMadeText } from './source-text.ts';

/** A field of all objects of some kinds; empty parts of the kind match any. */
export interface FieldSpec extends Gvk {
  /** `a/b/c`; lists on the way are entered, `[]` after a name means that a list is expected. */
  readonly path: string;
  /** Create the missing part of the path. */
  readonly create: boolean;
}

/**
 * Computes the new value of a field.
 *
 * @param value the present value; null, and `''` or `{}` for a field just created
 * @param key the key in `container`, unless the field is an element of a list
 * @param path where the field is in the object; {@link IN_LIST} for an element of a list. Valid during the call
 */
export type FieldChange = (
  value: Value,
  container: ValueObject,
  key: string,
  path: readonly string[],
) => Value;

/** Not the name of any field that a path can have. */
export const IN_LIST = '[]';

/** True when the spec is for objects of this kind. */
export function appliesTo(spec: Gvk, object: ValueObject): boolean {
  if (spec.kind !== '' && spec.kind !== textAt(object, 'kind')) return false;
  if (spec.group === '' && spec.version === '') return true;
  const { group, version } = parseApiVersion(textAt(object, 'apiVersion'));
  return (spec.group === '' || spec.group === group) && (spec.version === '' || spec.version === version);
}

/**
 * Changes a field wherever the spec leads to it (kustomize api v0.21.2, filters/fieldspec).
 *
 * @param creates what to create at the end of a path whose spec allows it; absent to create nothing
 * @returns the changed object, sharing all but the way to the change
 */
export function changeField(
  object: ValueObject,
  spec: FieldSpec,
  change: FieldChange,
  creates?: 'mapping' | 'scalar',
): ValueObject {
  if (!appliesTo(spec, object)) return object;
  const walk = new FieldWalk(splitPath(spec.path, '/'), change, spec.create ? creates : undefined);
  try {
    return walk.mapping(object, 0);
  } catch (error) {
    if (!(error instanceof KustomizeError) || error.field !== undefined) throw error;
    const metadata = isObject(object.metadata) ? textAt(object.metadata, 'name') : '';
    const owner = `${textAt(object, 'kind')}/${metadata}`;
    throw new KustomizeError(error.code, `considering field '${spec.path}' of ${owner}: ${error.reason}`);
  }
}

class FieldWalk {
  readonly #path: readonly string[];
  readonly #change: FieldChange;
  readonly #creates: 'mapping' | 'scalar' | undefined;
  readonly #here: string[] = [];

  constructor(path: readonly string[], change: FieldChange, creates: 'mapping' | 'scalar' | undefined) {
    this.#path = path;
    this.#change = change;
    this.#creates = creates;
  }

  mapping(object: ValueObject, depth: number): ValueObject {
    const part = this.#path[depth] ?? '';
    const isList = part.endsWith('[]');
    const key = isList ? part.slice(0, -2) : part;
    if (key === '') throw new KustomizeError('invalid', 'cannot set or create an empty field name');
    if (/^(\d+|-|\*|\[.*\])$/.test(key)) throw new KustomizeError('mismatch', `'${key}' is for lists only`);
    const isLast = depth === this.#path.length - 1;
    let value = getField(object, key);
    if (value === undefined || value === null) {
      if (isList && value === null) value = [];
      else if (!isList && this.#creates !== undefined) value = isLast && this.#creates === 'scalar' ? '' : {};
    }
    if (value === undefined) return object;
    this.#here.push(key);
    const changed = this.#descend(value, depth + 1, object, key);
    this.#here.pop();
    return isLast ? withMadeText(object, key, changed) : withField(object, key, changed);
  }

  #descend(value: Value, depth: number, container: ValueObject, key: string): Value {
    if (depth === this.#path.length) return this.#change(value, container, key, this.#here);
    if (value === null) return value;
    if (isObject(value)) return this.mapping(value, depth);
    if (!Array.isArray(value)) throw new KustomizeError('mismatch', 'expected sequence or mapping node');
    this.#here.push(IN_LIST);
    const items = value.map((item) => this.#descend(item, depth, container, key));
    this.#here.pop();
    return items.every((item, index) => item === value[index]) ? value : inStyleOf(value, items);
  }
}
