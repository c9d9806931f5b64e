import type { Value } from '../value.ts';
import { type Mark, YamlError } from './error.ts';

/** A duplicate key. */
export interface Duplicate {
  name: string;
  first: Mark;
  again: Mark;
}

/**
 * Errors that go-yaml finds after parsing, when it decodes a document, or that encoding/json finds in the
 * result. A syntax error anywhere in the document comes before them.
 */
export class Problems {
  private failure: YamlError | undefined;
  private readonly duplicates: Duplicate[] = [];
  private infinity: Mark | undefined;
  private readonly refused = new Map<Value, YamlError>();

  /** Records an error that ends decoding; the first one counts. */
  fail(error: YamlError): void {
    this.failure ??= error;
  }

  get duplicateCount(): number {
    return this.duplicates.length;
  }

  /** Records the duplicate keys of a mapping, in place of those found in it after the first `known`. */
  addDuplicates(found: Duplicate[], known: number): void {
    this.duplicates.length = known;
    this.duplicates.push(...found);
  }

  /** Records an infinity or NaN; as a key, or replaced later, it is not an error. */
  foundInfinity(at: Mark): void {
    this.infinity ??= at;
  }

  /** Records a mapping with a key that has no text; replaced later, it is not an error. */
  refuse(mapping: Value, error: YamlError): void {
    this.refused.set(mapping, error);
  }

  /** Throws the error that go-yaml reports for the document, if any. */
  check(root: Value): void {
    if (this.failure !== undefined) throw this.failure;
    if (this.duplicates.length > 0) throw duplicateKeys(this.duplicates);
    if (this.infinity !== undefined || this.refused.size > 0) this.checkRemaining(root);
  }

  private checkRemaining(root: Value): void {
    const seen = new Set<Value>();
    const waiting = [root];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (typeof next === 'number' && !Number.isFinite(next) && this.infinity) {
        throw unsupportedValue(next, this.infinity);
      }
      if (typeof next !== 'object' || next === null || seen.has(next)) continue;
      const refusal = this.refused.get(next);
      if (refusal !== undefined) throw refusal;
      seen.add(next);
      for (const part of Object.values(next)) waiting.push(part);
    }
  }
}

/** The error of Go's encoding/json. */
export function unsupportedValue(value: number, at: Mark): YamlError {
  const name = Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf';
  return new YamlError(`unsupported value: ${name}`, at, `json: unsupported value: ${name}`);
}

function duplicateKeys(duplicates: Duplicate[]): YamlError {
  const reasons = duplicates.map(
    ({ name, first }) => `mapping key ${JSON.stringify(name)} already defined at line ${first.line + 1}`,
  );
  const lines = duplicates.map(({ again }, index) => `\n  line ${again.line + 1}: ${reasons[index]}`);
  const at = duplicates[0]?.again ?? { line: 0, column: 0 };
  return new YamlError(reasons[0] ?? '', at, `yaml: unmarshal errors:${lines.join('')}`);
}
