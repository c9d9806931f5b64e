import type { Value } from '../value.ts';
import type { certainty } from './certainty.ts';

/** A rule whose code was made ahead of time. */
export interface PreparedRule {
  usesOldSelf: boolean;
  /** True where the rule certainly holds; false leaves it to the interpreter. */
  holds(self: Value, oldSelf: Value | undefined): boolean;
}

/** Makes the rules, by their text. */
export function makeRules(functions: typeof certainty): Readonly<Record<string, PreparedRule>>;
