import { CelFault } from '@poolwright/crd-validator/cel';
import type { CompiledText } from './compiler.ts';
import { faultOrigins } from './faults.ts';
import type { CompiledPolicy } from './policies.ts';

/** Each variable is evaluated once, when it is first read. */
export function lazyVariables(
  variables: CompiledPolicy['variables'],
  values: Readonly<Record<string, unknown>>,
): object {
  const out = {};
  for (const { name, expression } of variables) {
    let result: { value: unknown } | { fault: CelFault } | undefined;
    Object.defineProperty(out, name, {
      enumerable: true,
      get: () => {
        result ??= evaluated(name, expression, values);
        if ('fault' in result) throw result.fault;
        return result.value;
      },
    });
  }
  return out;
}

function evaluated(
  name: string,
  expression: CompiledText,
  values: Readonly<Record<string, unknown>>,
): { value: unknown } | { fault: CelFault } {
  try {
    return { value: expression.evaluate(values) };
  } catch (cause) {
    if (!(cause instanceof CelFault)) throw cause;
    const message = `composited variable "${name}" fails to evaluate: ${cause.message}`;
    const fault = cause.withMessage(message);
    const { source } = expression;
    const { start = 0, end = source.text.length } = cause.at ?? {};
    faultOrigins.set(fault, faultOrigins.get(cause) ?? { source, start, end });
    return { fault };
  }
}
