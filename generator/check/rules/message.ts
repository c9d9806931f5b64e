import { CelFault } from '@poolwright/crd-validator/cel';
import type { CompiledText } from './compiler.ts';

/** The message of a rule or validation that does not hold. */
export interface MessageTexts {
  expression: CompiledText;
  message?: string | undefined;
  messageExpression?: CompiledText | undefined;
}

/** The longest text that the API server takes of a message expression, in bytes. */
const LONGEST = 5 * 1024;

/** The message, and why its expression gives none (apiserver v0.37, pkg/admission/plugin/policy/validating/validator.go). */
export function messageOf(
  { expression, message, messageExpression }: MessageTexts,
  values: Readonly<Record<string, unknown>>,
): { text: string; fault?: CelFault } {
  const evaluated = messageExpression && evaluatedMessage(messageExpression, values);
  const text = typeof evaluated === 'string' ? evaluated.trim() : '';
  const isUnfit = text === '' || Buffer.byteLength(text) > LONGEST || text.includes('\n');
  return {
    text: isUnfit ? message?.trim() || `failed expression: ${expression.source.text.trim()}` : text,
    ...(evaluated instanceof CelFault ? { fault: evaluated } : {}),
  };
}

function evaluatedMessage(expression: CompiledText, values: Readonly<Record<string, unknown>>): unknown {
  try {
    return expression.evaluate(values);
  } catch (cause) {
    if (cause instanceof CelFault) return cause;
    throw cause;
  }
}
