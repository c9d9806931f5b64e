import type { CelValue } from './cel/value.ts';
import type { Finding } from './finding.ts';
import type { Normalized } from './normalize.ts';

/**
 * What one schema node made of subtrees it has seen, by identity. Objects of a thousand clusters share every
 * subtree that no variable touches, so most of their work is a look-up here.
 */
export class Memo {
  readonly normalized = new WeakMap<object, Normalized>();
  readonly structure = new WeakMap<object, readonly Finding[]>();
  readonly cel = new WeakMap<object, CelValue>();
  readonly rules = new WeakMap<object, readonly Finding[]>();
}
