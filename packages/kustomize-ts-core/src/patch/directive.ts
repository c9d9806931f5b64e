import { KustomizeError } from '../errors.ts';
import { getField, isEmpty, withoutField } from '../fields/object.ts';
import { textAt } from '../fields/source-text.ts';
import { isObject, type Value, type ValueObject } from '../value.ts';

const KEY = '$patch';

/** The `$patch` directive of a patch, and the patch without it. */
export interface Directed<T extends Value> {
  readonly directive: Directive;
  readonly patch: T;
}

/**
 * Reads and removes the `$patch` key of a mapping, or the `$patch` element of a list.
 *
 * @throws KustomizeError for a directive that does not exist
 */
export function readDirective<T extends Value>(patch: T): Directed<T> {
  if (Array.isArray(patch)) return readListDirective(patch) as Directed<T>;
  if (isObject(patch) && Object.hasOwn(patch, KEY)) {
    return { directive: named(textAt(patch, KEY)), patch: withoutField(patch, KEY) as Value as T };
  }
  return { directive: 'merge', patch };
}

/** As {@link readDirective} for a mapping that the target does not have: kyaml ignores a directive that does not exist. */
export function readAddedDirective(patch: ValueObject): Directed<ValueObject> {
  return isDirective(textAt(patch, KEY)) ? readDirective(patch) : { directive: 'merge', patch };
}

/** Only an element that is nothing but `$patch` applies to the list; removing it drops empty elements too. */
function readListDirective(patch: Value[]): Directed<Value[]> {
  const element = patch.find((item) => isObject(item) && Object.hasOwn(item, KEY));
  if (!isObject(element) || Object.keys(element).length > 1) return { directive: 'merge', patch };
  const directive = named(textAt(element, KEY));
  const rest = patch.filter((item) => {
    if (item === null || (isObject(item) && isEmpty(item))) return false;
    return !(isObject(item) && getField(item, KEY) === directive);
  });
  return { directive, patch: rest };
}

type Directive = 'merge' | 'replace' | 'delete';

function isDirective(text: string): text is Directive {
  return text === 'merge' || text === 'replace' || text === 'delete';
}

function named(text: string): Directive {
  if (isDirective(text)) return text;
  throw new KustomizeError('invalid', `unknown patch strategy '${text}'`, { field: KEY });
}
