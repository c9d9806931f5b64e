import { KustomizeError } from '../errors.ts';
import { goRegExp } from '../resource/go-regexp.ts';
import { isObject, type Value, type ValueObject } from '../value.ts';
import { type Found, splitElementSelector } from './look-up.ts';
import { getField, withField } from './object.ts';
import {
  inStyleOf,
  isBlankNull,
  isFlow,
  isTextStyle,
  styleAt,
  textAt,
  textOf,
  typedValueAt,
  valueInStyle,
  withMadeItem,
  withScalarText,
} from './source-text.ts';

/** What can be created at the end of a path. */
export type NodeKind = 'scalar' | 'mapping' | 'sequence';

/** Computes the new value of a field, and its text; `isCreated` is true for one that kustomize made, which has no type yet. */
export type Edit = (value: Value, text: string, isCreated: boolean) => Found;

/**
 * Edits every field that a path leads to, as kyaml's `PathMatcher` finds them: names, `0`, `*`,
 * `[name=regexp]`, `[=regexp]`.
 */
export class PathEditor {
  readonly #path: readonly string[];
  readonly #creates: NodeKind | undefined;
  readonly #edit: Edit;
  #lastText = '';
  /** How many collections in flow style are around the present place. */
  #flowLevel = 0;
  /** How many fields were edited. */
  count = 0;

  /** @param creates what to create at the end of a path that does not exist; absent to create nothing */
  constructor(path: readonly string[], creates: NodeKind | undefined, edit: Edit) {
    this.#path = path;
    this.#creates = creates;
    this.#edit = edit;
  }

  /** @throws KustomizeError `mismatch` for a step into a value of another kind */
  run(root: Value): Value {
    return this.#descend(root, textOf(root), 0, false);
  }

  #descend(value: Value, text: string, depth: number, isCreated: boolean): Value {
    const part = this.#path[depth];
    if (part === undefined) {
      this.count++;
      const edited = this.#edit(value, text, isCreated);
      this.#lastText = edited.text;
      return edited.value === null && edited.text === '' && this.#flowLevel > 0 ? '' : edited.value;
    }
    if (!isFlow(value)) return this.#step(value, part, depth);
    this.#flowLevel++;
    const edited = this.#step(value, part, depth);
    this.#flowLevel--;
    return edited;
  }

  #step(value: Value, part: string, depth: number): Value {
    if (/^\+?\d+$/.test(part)) return this.#index(asList(value, part), Number(part), depth);
    if (part.startsWith('[') && part.endsWith(']')) return this.#select(asList(value, part), part, depth);
    if (part === '*') return this.#each(asList(value, part), () => true, depth);
    return this.#field(value, part, depth);
  }

  #field(value: Value, part: string, depth: number): Value {
    if (value === null) return value;
    if (!isObject(value)) throw new KustomizeError('mismatch', `expected a mapping for '${part}'`);
    const child = getField(value, part);
    if (child !== undefined) {
      const isScalar = typeof child !== 'object' || child === null;
      if (isScalar && depth + 1 < this.#path.length) return this.#pastScalar(value, part, child);
      const isUntyped = isScalar && styleAt(value, part) === 'untyped';
      const edited = this.#descend(
        typedValueAt(value, part) ?? child,
        textAt(value, part),
        depth + 1,
        isUntyped,
      );
      return this.#put(value, part, edited, depth, isUntyped);
    }
    if (this.#creates === undefined) return value;
    return this.#put(value, part, this.#descend(this.#made(depth + 1), '', depth + 1, true), depth, true);
  }

  /** Nothing in a scalar is edited here, see structured/; what upstream creates below a null is lost. */
  #pastScalar(object: ValueObject, key: string, child: Value): Value {
    if (child === null && this.#creates !== undefined && !isBlankNull(object, key)) this.count++;
    return object;
  }

  #put(object: ValueObject, key: string, value: Value, depth: number, isUntyped: boolean): ValueObject {
    const isScalar = typeof value !== 'object' || value === null;
    if (!isScalar || depth + 1 < this.#path.length) return withField(object, key, value);
    return withScalarText(object, key, value, this.#lastText, isUntyped ? 'untyped' : styleAt(object, key));
  }

  #index(list: readonly Value[], index: number, depth: number): Value {
    if (index === list.length && this.#creates !== undefined) {
      return this.#append(list, this.#descend(this.#made(depth + 1), '', depth + 1, true));
    }
    if (index >= list.length) {
      throw new KustomizeError('mismatch', `index ${index} specified but only ${list.length} elements found`);
    }
    return this.#each(list, (_, at) => at === index, depth);
  }

  /** Upstream looks no further into elements that were selected as scalars. */
  #select(list: readonly Value[], part: string, depth: number): Value {
    const { key, value } = splitElementSelector(part);
    const pattern = goRegExp(value);
    const isWanted = (item: Value, index: number) =>
      key === ''
        ? pattern.test(textAt(list, index))
        : isObject(item) && Object.hasOwn(item, key) && pattern.test(textAt(item, key));
    const end = key === '' ? this.#path.length - 1 : depth;
    const before = this.count;
    const edited = this.#each(list, isWanted, end);
    if (this.count > before || this.#creates === undefined) return edited;
    const added: Value = key === '' ? value : { [key]: value };
    return this.#append(list, this.#descend(added, textOf(added), end + 1, key === ''));
  }

  #append(list: readonly Value[], value: Value): Value[] {
    return withMadeItem(list, value, this.#lastText);
  }

  #each(list: readonly Value[], isWanted: (item: Value, index: number) => boolean, depth: number): Value[] {
    const items = list.map((item, index) => {
      if (!isWanted(item, index)) return item;
      const edited = this.#descend(item, textAt(list, index), depth + 1, false);
      const style = styleAt(list, index);
      const isScalar = typeof edited !== 'object' || edited === null;
      return isScalar && isTextStyle(style) ? valueInStyle(this.#lastText, style) : edited;
    });
    return inStyleOf(list, items);
  }

  /** What a step that finds nothing creates: a list if the next step is an element, at the end what is set. */
  #made(depth: number): Value {
    const next = this.#path[depth];
    const kind = next === undefined ? this.#creates : /^(\d+|\[.*\])$/.test(next) ? 'sequence' : 'mapping';
    return kind === 'sequence' ? [] : kind === 'mapping' ? {} : '';
  }
}

function asList(value: Value, part: string): readonly Value[] {
  if (value === null) return [];
  if (!Array.isArray(value)) throw new KustomizeError('mismatch', `expected a list for '${part}'`);
  return value;
}
