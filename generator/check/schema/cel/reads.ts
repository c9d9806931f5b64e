import type { Value, ValueObject } from '@kustomize-ts/core';
import type { ASTNode } from '@marcbachmann/cel-js';

/** Fields of `self` that an expression looks at: at their value, or only at whether they are there. */
export type Reads = ReadonlyMap<string, 'value' | 'presence'>;

/** What an expression reads of `self`; `undefined` when it reads `self` as a whole, or something else than `self`. */
export function readsOfSelf(ast: ASTNode): Reads | undefined {
  const reads = new Map<string, 'value' | 'presence'>();
  let whole = false;
  const see = (value: unknown): void => {
    if (Array.isArray(value)) {
      for (const each of value) see(each);
    } else if (isNode(value)) {
      const tested = presenceTest(value);
      const field = tested ?? fieldOfSelf(value);
      // A name of an expression that is written otherwise in objects (`__in__` for `in`) is not followed.
      if (field?.includes('__')) whole = true;
      else if (tested !== undefined && !reads.has(tested)) reads.set(tested, 'presence');
      else if (field !== undefined && tested === undefined) reads.set(field, 'value');
      else if (value.op === 'id' && (value.args === 'self' || value.args === 'oldSelf')) whole = true;
      else if (tested === undefined) see(value.args);
    }
  };
  see(ast);
  return whole ? undefined : reads;
}

/** `x` of `has(self.x)`. */
function presenceTest({ op, args }: ASTNode): string | undefined {
  if (op !== 'call' || !Array.isArray(args) || args[0] !== 'has' || !Array.isArray(args[1])) return undefined;
  const [tested] = args[1] as unknown[];
  return isNode(tested) ? fieldOfSelf(tested) : undefined;
}

/** `x` of `self.x`. */
function fieldOfSelf({ op, args }: ASTNode): string | undefined {
  if (op !== '.' || !Array.isArray(args)) return undefined;
  const [of, field] = args as unknown[];
  return isNode(of) && of.op === 'id' && of.args === 'self' && typeof field === 'string' ? field : undefined;
}

function isNode(value: unknown): value is ASTNode {
  return typeof value === 'object' && value !== null && 'op' in value && 'args' in value;
}

/** How many kinds of objects of one node are told apart: an overlay has few, in each of many clusters. */
const MOST = 8;

/** Remembers for which objects an expression was true, by what it reads of them. */
export class Passed {
  readonly #reads: Reads;
  readonly #seen: unknown[][] = [];

  constructor(reads: Reads) {
    this.#reads = reads;
  }

  has(object: ValueObject): boolean {
    return this.#seen.some((seen) => {
      let i = 0;
      for (const [field, how] of this.#reads) if (seen[i++] !== read(object, field, how)) return false;
      return true;
    });
  }

  add(object: ValueObject): void {
    if (this.#seen.length >= MOST) this.#seen.shift();
    this.#seen.push(Array.from(this.#reads, ([field, how]) => read(object, field, how)));
  }
}

function read(object: ValueObject, field: string, how: 'value' | 'presence'): Value | undefined | boolean {
  const value = Object.hasOwn(object, field) ? object[field] : undefined;
  return how === 'value' || value === null || value === undefined ? value : true;
}
