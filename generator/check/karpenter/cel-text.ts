interface CelError {
  message: string;
  range?: { start: number; end: number } | undefined;
}

const expected =
  "expecting {'[', '{', '(', '.', '-', '!', 'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER}";

/** An error of cel-js as cel-go prints it, with a mark below the place; word for word for the usual faults. */
export function compileText(expression: string, error: CelError | undefined): string {
  const said = error?.message.split('\n')[0] ?? '';
  const column = markOf(said, error?.range, expression);
  const mark = `\n | ${expression}\n | ${'.'.repeat(column)}^`;
  return `ERROR: <input>:1:${column + 1}: ${celGoText(said)}${mark}`;
}

function markOf(said: string, range: CelError['range'], expression: string): number {
  const start = range?.start ?? 0;
  if (/overload/.test(said)) return operatorAt(expression, range) ?? start;
  return Math.min(start, expression.length);
}

function operatorAt(expression: string, range: CelError['range']): number | undefined {
  const call = /^\s*\w+\(/.exec(expression.slice(range?.start ?? 0));
  if (call !== null) return (range?.start ?? 0) + call[0].length - 1;
  const at = expression.slice(range?.start ?? 0, range?.end).search(/[-+*/%<>=!]/);
  return at < 0 ? undefined : at + (range?.start ?? 0);
}

function celGoText(said: string): string {
  const unknown = /^Unknown variable: (\S+)/.exec(said);
  if (unknown !== null) return `undeclared reference to '${unknown[1]}' (in container '')`;
  if (said.startsWith('Unexpected token: EOF')) return `Syntax error: mismatched input '<EOF>' ${expected}`;
  const operator = /^no such overload: (\w+) (\S+) (\w+)$/.exec(said);
  if (operator !== null) {
    return `found no matching overload for '_${operator[2]}_' applied to '(${operator[1]}, ${operator[3]})'`;
  }
  const call = /^found no matching overload for '(\w+)\((.*)\)'$/.exec(said);
  return call === null ? said : `found no matching overload for '${call[1]}' applied to '(${call[2]})'`;
}
