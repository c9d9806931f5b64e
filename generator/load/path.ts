import type { Location } from '../diagnostics/diagnostic.ts';

/** A step into a YAML value: a mapping key or a list index. */
export type Path = readonly (string | number)[];

/** What of an entry is located: its key, its value, or a text within the value, the `nth` of its occurrences from 0. */
export type Part = 'key' | 'value' | { text: string; nth: number };

/** Where the value at a path, or its nearest parent, is written; `key` points at its key. */
export type Locate = (path: Path, part?: 'key' | 'value') => Location;

/** Where the values of a document are written. */
export interface DocumentPlaces {
  /** How many steps of `path` the document has: `path.length` when the value is there. */
  depth(path: Path): number;
  /** Where the value at `path`, or its nearest parent in the document, is written. */
  locate(path: Path, part?: Part): Location;
}
