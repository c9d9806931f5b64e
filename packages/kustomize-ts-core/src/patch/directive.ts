import { KustomizeError } from '../errors.ts';
import { getField, isEmpty, withoutField } from '../fields/object.ts';
import { textAt } from '../fields/source-text.ts';
import { isObject, type Value } from '../value.ts';

const KEY = '$patch';

/** The `$patch` directive of a patch, and the patch without it. */
export interface Directed<T extends Value> {
  readonly directive: 'merge' | 'replace' | 'delete';
  readonly patch: T;
}

/** Reads and removes the `$patch` key of a mapping, or the `$patch` element of a list. */
export function readDirective<T extends Value>(patch: T): Directed<T> {
  if (Array.isArray(patch)) return readListDirective(patch) as Directed<T>;
  if (isObject(patch) && Object.hasOwn(patch, KEY)) {
    return { directive: named(textAt(patch, KEY)), patch: withoutField(patch, KEY) as Value as T };
  }
  return { directive: 'merge', patch };
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

function named(text: string): 'merge' | 'replace' | 'delete' {
  if (text === 'merge' || text === 'replace' || text === 'delete') return text;
  throw new KustomizeError('invalid', `unknown patch strategy '${text}'`, { field: KEY });
}
