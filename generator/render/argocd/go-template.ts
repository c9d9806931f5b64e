/**
 * The part of Go's text/template that an ApplicationSet of ours uses: `{{ .path.to.field }}`, `{{ index .map "KEY" }}`,
 * `{{ "text" }}`, and `toJson` before or behind any of them. Anything else of Go is rejected by name.
 */
import { failure, type Result, success } from '../result.ts';
import { readActions } from './action.ts';
import { evaluate } from './evaluate.ts';
import type { Parameters, TemplateFault } from './expression.ts';

/** Text with its actions parsed, to be executed for many parameters. */
export type Template = (parameters: Parameters) => Result<string, TemplateFault>;

/** Parses a text; one without `{{` needs no template and gives undefined. */
export function compileTemplate(text: string): Result<Template | undefined, TemplateFault> {
  if (!text.includes('{{')) return success(undefined);
  const read = readActions(text);
  if (!read.ok) return read;
  const parts = read.value;
  return success((parameters) => {
    let result = '';
    for (const part of parts) {
      const piece = typeof part === 'string' ? success(part) : printed(evaluate(part, parameters));
      if (!piece.ok) return piece;
      result += piece.value;
    }
    return success(result);
  });
}

/** As Go prints a value; numbers only where Go writes all their digits. */
function printed(result: ReturnType<typeof evaluate>): Result<string, TemplateFault> {
  if (!result.ok) return result;
  const { value, source } = result.value;
  if (typeof value === 'string') return success(value);
  if (typeof value === 'boolean') return success(String(value));
  if (typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < 1e6)
    return success(String(value));
  if (value === null) return failure({ code: 'undefined-parameter', message: `${source} is null` });
  const kind = typeof value === 'object' ? 'a list or mapping' : 'this number';
  return failure({
    code: 'unsupported-template',
    message: `${source} prints ${kind} as Go does; use toJson or a string`,
  });
}
