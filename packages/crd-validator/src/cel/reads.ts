import type { ASTNode } from '@marcbachmann/cel-js';

/** A part of an expression's text, in UTF-16 units. */
export interface TextRange {
  start: number;
  end: number;
}

/** A field that an expression reads, such as `['object', 'spec', 'limits']`, and where. */
export interface FieldRead {
  path: readonly (string | number)[];
  at: TextRange;
}

/** What an expression reads of its variables, in order; of a list or map that it iterates over, the list or map. */
export function readsOf(value: unknown, variables: readonly string[]): FieldRead[] {
  if (Array.isArray(value)) return value.flatMap((each) => readsOf(each, variables));
  if (!isNode(value)) return [];
  const path = pathOf(value);
  if (path === undefined) return readsOf(value.args, variables);
  if (!variables.includes(String(path[0]))) return [];
  return [{ path, at: { start: value.start, end: value.end } }];
}

function isNode(value: unknown): value is ASTNode {
  return typeof value === 'object' && value !== null && 'op' in value && 'args' in value;
}

/** The variable and the steps into it; undefined for anything else. */
function pathOf(node: ASTNode): (string | number)[] | undefined {
  if (node.op === 'id') return [node.args];
  if (node.op === '.' || node.op === '.?') {
    const [of, name] = node.args;
    return pathOf(of)?.concat(name);
  }
  if (node.op === '[]' || node.op === '[?]') {
    const [of, key] = node.args;
    const step = key.op === 'value' ? key.args : undefined;
    if (typeof step === 'string') return pathOf(of)?.concat(step);
    if (typeof step === 'bigint') return pathOf(of)?.concat(Number(step));
  }
  return undefined;
}
