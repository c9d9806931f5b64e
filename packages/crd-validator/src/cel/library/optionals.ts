import type { Environment } from '@marcbachmann/cel-js';
import { Optional } from '../environment.ts';
import { CelFault } from '../fault.ts';
import { type Expansion, Loop, type MacroCall, macro } from './macro.ts';
import { sync } from './sync.ts';
import { isMap } from './text.ts';
import { Duration, UnsignedInt } from './types.ts';

/** Functions of optional values whose cel-js forms have other errors, and the names ours are registered under. */
export const optionalNames = { value: 'optionalValue' } as const;

/** What cel-js lacks of cel-go's optional types (v0.29, cel/library.go). */
export function addOptionals(environment: Environment): void {
  environment
    .registerFunction(
      'OptionalNamespace.ofNonZeroValue(dyn): optional<dyn>',
      (_: unknown, value: unknown) => (isZero(value) ? Optional.none() : Optional.of(value)),
      sync,
    )
    .registerFunction(
      'OptionalNamespace.unwrap(list): list<dyn>',
      (_: unknown, list: unknown[]) => unwrap(list),
      sync,
    )
    .registerFunction('list.unwrapOpt(): list<dyn>', unwrap, sync)
    .registerFunction(
      'list.first(): optional<dyn>',
      (list: unknown[]) => (list.length > 0 ? Optional.of(list[0]) : Optional.none()),
      sync,
    )
    .registerFunction(
      'list.last(): optional<dyn>',
      (list: unknown[]) => (list.length > 0 ? Optional.of(list.at(-1)) : Optional.none()),
      sync,
    )
    .registerFunction('optional<dyn>.optionalValue(): dyn', unwrapped, sync);
  macro(environment, 'optional.optMap(ast, ast): optional<dyn>', (call) => mapped(call, false));
  macro(environment, 'optional.optFlatMap(ast, ast): optional<dyn>', (call) => mapped(call, true));
}

function unwrapped(optional: Optional): unknown {
  if (!optional.hasValue()) throw new CelFault('optional.none() dereference');
  return optional.value();
}

function mapped({ receiver, args }: MacroCall, isFlat: boolean): Expansion {
  const loop = new Loop(args, 1);
  const [, body] = args;
  return {
    check: (checker, scope) => {
      checker.check(receiver, scope);
      if (body) checker.check(body, loop.declare(scope, [checker.getType('dyn')]));
      return checker.getType('optional<dyn>');
    },
    evaluate: (evaluator, scope) => {
      const optional = evaluator.run(receiver, scope);
      if (!(optional instanceof Optional)) throw new CelFault('no such overload');
      if (!optional.hasValue()) return optional;
      const value = body && evaluator.run(body, loop.bind(evaluator, scope, [optional.value()]));
      if (!isFlat) return Optional.of(value);
      if (!(value instanceof Optional)) throw new CelFault('no such overload');
      return value;
    },
  };
}

function unwrap(list: unknown[]): unknown[] {
  return list.flatMap((item) => {
    if (!(item instanceof Optional)) throw new CelFault('no such overload');
    return item.hasValue() ? [item.value()] : [];
  });
}

function isZero(value: unknown): boolean {
  if (value === null || value === false || value === '' || value === 0 || value === 0n) return true;
  if (value instanceof UnsignedInt) return value.valueOf() === 0n;
  if (value instanceof Duration) return value.seconds === 0n && value.nanos === 0;
  if (Array.isArray(value) || value instanceof Uint8Array) return value.length === 0;
  if (!isMap(value)) return false;
  return value instanceof Map ? value.size === 0 : Object.keys(value).length === 0;
}
