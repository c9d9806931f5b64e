import { Duration, evaluate, UnsignedInt } from '@marcbachmann/cel-js/evaluator';

export { Duration, UnsignedInt };

let type: unknown;

/** True for a value of CEL's type `type`, whose class cel-js does not export. */
export function isType(value: object): value is { name: string } {
  type ??= Object.getPrototypeOf(evaluate('int'));
  return Object.getPrototypeOf(value) === type;
}
