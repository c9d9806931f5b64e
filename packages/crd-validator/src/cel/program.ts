import type { ASTNode, Environment } from '@marcbachmann/cel-js';
import { SchemaError } from '../types.ts';
import { Optional, replaced } from './environment.ts';
import { CelFault } from './fault.ts';
import { nodesOf } from './nodes.ts';
import type { CelValue } from './value.ts';

/** A compiled CEL expression of a validation rule. */
export interface CelProgram {
  ast: ASTNode;
  usesOldSelf: boolean;
  /** Its value; throws `CelFault` with cel-go's message. `oldSelf` is left out where it is missing. */
  run(self: CelValue, oldSelf?: CelValue): unknown;
}

/** Compiles a rule or a message expression; throws `SchemaError` when this is beyond what is supported. */
export function compileProgram(environment: Environment, source: string): CelProgram {
  try {
    const parsed = environment.parse(source);
    let usesOldSelf = false;
    for (const node of nodesOf(parsed.ast)) {
      if (node.op === 'id' && node.args === 'oldSelf') usesOldSelf = true;
      if (node.op === 'call' || node.op === 'rcall')
        node.args[0] = replaced.get(node.args[0]) ?? node.args[0];
    }
    const checked = parsed.check();
    if (!checked.valid) throw checked.error;
    return { ast: parsed.ast, usesOldSelf, run: (self, oldSelf) => evaluate(parsed, self, oldSelf) };
  } catch (cause) {
    throw new SchemaError(`CEL rule cannot be compiled: ${source}`, { cause });
  }
}

/** `oldSelf` of a rule with optionalOldSelf. */
export function optionalOldSelf(oldSelf: CelValue | undefined): unknown {
  return oldSelf === undefined ? Optional.none() : Optional.of(oldSelf);
}

function evaluate(
  parsed: (context: Record<string, unknown>) => unknown,
  self: CelValue,
  oldSelf: CelValue,
): unknown {
  try {
    return parsed(oldSelf === undefined ? { self } : { self, oldSelf });
  } catch (cause) {
    throw faultOf(cause);
  }
}

/** An error of cel-js or of a function in cel-go's words. */
export function faultOf(cause: unknown): CelFault {
  return cause instanceof CelFault ? cause : new CelFault(faultText(cause), { cause });
}

interface CelError {
  code?: unknown;
  summary?: unknown;
  message?: unknown;
}

/** cel-go's words for an error of cel-js (cel-go, common/types/err.go, and the places that raise them). */
function faultText(cause: unknown): string {
  const { code, summary, message } = cause as CelError;
  const text = String(summary ?? message ?? cause);
  switch (code) {
    case 'no_such_key':
      return text.replace(/^No such key/, 'no such key');
    case 'index_out_of_bounds':
      return `index out of bounds: ${/index (-?\d+)/.exec(text)?.[1] ?? ''}`;
    case 'division_by_zero':
      return 'division by zero';
    case 'modulo_by_zero':
      return 'modulus by zero';
    case 'no_such_overload':
    case 'no_matching_overload':
    case 'invalid_logical_operand':
    case 'invalid_condition_type':
      return 'no such overload';
    case 'numeric_overflow':
      return 'integer overflow';
    default:
      return text;
  }
}
