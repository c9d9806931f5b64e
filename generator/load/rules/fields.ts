import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { didYouMean } from '../../diagnostics/suggest.ts';
import { isMapping, type Mapping } from '../document.ts';
import type { Path } from '../path.ts';
import type { RuleDocument } from './documents.ts';
import type { SourceText } from './types.ts';

/** Reads the fields of a mapping, and reports those that are missing, unknown or of another type. */
export class Fields {
  readonly #document: RuleDocument;
  readonly #path: Path;
  readonly #mapping: Mapping;
  readonly #report: (diagnostic: Diagnostic) => void;

  constructor(
    document: RuleDocument,
    path: Path,
    mapping: Mapping,
    report: (diagnostic: Diagnostic) => void,
  ) {
    this.#document = document;
    this.#path = path;
    this.#mapping = mapping;
    this.#report = report;
  }

  get at() {
    return this.#document.locate(this.#path);
  }

  /** Reports keys other than these. */
  only(known: readonly string[], what: string): void {
    for (const key of Object.keys(this.#mapping))
      if (!known.includes(key))
        this.fault([key], `${what} has no field ${key}`, didYouMean(key, known, 'field'), 'key');
  }

  has(key: string): boolean {
    return Object.hasOwn(this.#mapping, key) && this.#mapping[key] !== null;
  }

  fault(path: Path, message: string, help: string, part: 'key' | 'value' = 'value'): void {
    const at = this.#document.locate([...this.#path, ...path], part);
    this.#report({ code: 'rule-invalid', severity: 'error', message, help, at });
  }

  string(key: string): string | undefined {
    const value = this.#mapping[key];
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'string') return value;
    this.fault([key], `${key} must be a string`, 'Quote the value');
    return undefined;
  }

  required(key: string, help: string): string | undefined {
    const value = this.string(key);
    if (!this.has(key)) this.fault([], `${key} is missing`, help);
    else if (value?.trim() === '') this.fault([key], `${key} is empty`, help);
    return value?.trim() === '' ? undefined : value;
  }

  oneOf<T extends string>(key: string, known: readonly T[], fallback: T): T {
    const value = this.string(key);
    const found = known.find((one) => one === value);
    if (value !== undefined && found === undefined)
      this.fault([key], `${key} cannot be ${value}`, didYouMean(value, known, key));
    return found ?? fallback;
  }

  strings(key: string): string[] | undefined {
    const value = this.#mapping[key];
    if (value === undefined || value === null) return undefined;
    if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
    this.fault([key], `${key} must be a list of strings`, `Write ${key}: [one, other]`);
    return undefined;
  }

  text(key: string, value: string | undefined): SourceText | undefined {
    return value === undefined ? undefined : this.#document.text([...this.#path, key], value);
  }

  /** The fields of the mapping at `key`. */
  inner(key: string): Fields | undefined {
    const value = this.#mapping[key];
    if (value === undefined || value === null) return undefined;
    if (isMapping(value)) return new Fields(this.#document, [...this.#path, key], value, this.#report);
    this.fault([key], `${key} must be a mapping`, `Write the fields of ${key} below it`);
    return undefined;
  }

  /** The fields of each mapping of the list at `key`. */
  list(key: string): Fields[] {
    const value = this.#mapping[key];
    if (value === undefined || value === null) return [];
    if (!Array.isArray(value)) {
      this.fault([key], `${key} must be a list`, 'Start each item with "- "');
      return [];
    }
    return value.flatMap((item, i) => {
      if (isMapping(item)) return new Fields(this.#document, [...this.#path, key, i], item, this.#report);
      this.fault([key, i], `an item of ${key} must be a mapping`, 'Write its fields below it');
      return [];
    });
  }

  /** The plain value at `key`. */
  raw(key: string): unknown {
    return this.#mapping[key];
  }
}
