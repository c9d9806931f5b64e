import type { ASTNode } from '@marcbachmann/cel-js';
import { goRegExp } from '@poolwright/go-regexp';
import { isDateTime } from '../formats/time.ts';
import { parseDuration } from '../go-duration.ts';
import { formatClauses } from './library/format-text.ts';
import { nodesOf } from './nodes.ts';
import type { TextRange } from './reads.ts';

/** What is wrong with a literal that cel-go looks at when it compiles: durations, times, expressions, formats, and lists of two types. */
export interface LiteralProblem {
  message: string;
  at: TextRange;
}

export function literalProblem(ast: ASTNode): LiteralProblem | undefined {
  const exempt = new Set<ASTNode>();
  for (const node of nodesOf(ast)) {
    if (node.op === 'rcall' && node.args[0] === 'format')
      for (const inner of nodesOf(node.args[2])) exempt.add(inner);
    const message =
      argumentProblem(node) ?? comparisonProblem(node) ?? (exempt.has(node) ? undefined : mixedTypes(node));
    if (message !== undefined) return { message, at: { start: node.start, end: node.end } };
  }
  return undefined;
}

function argumentProblem(node: ASTNode): string | undefined {
  if (node.op === 'call') {
    const text = textOf(node.args[1][0]);
    if (text === undefined) return undefined;
    if (node.args[0] === 'goDuration' && 'error' in parseDuration(text))
      return `${JSON.stringify(text)} is not a duration`;
    if (node.args[0] === 'goTimestamp' && !isDateTime(text))
      return `${JSON.stringify(text)} is not a timestamp`;
  }
  if (node.op !== 'rcall') return undefined;
  const [name, receiver, args] = node.args;
  if (name === 'goMatches') return patternProblem(textOf(args[0]));
  const format = name === 'format' ? textOf(receiver) : undefined;
  return format === undefined || args[0]?.op !== 'list' ? undefined : formatProblem(format, args[0].args);
}

/** Values of two types are not compared, where both are known. */
function comparisonProblem({ op, args }: ASTNode): string | undefined {
  if (op !== '==' && op !== '!=') return undefined;
  const [left, right] = args.map(typeOf);
  if (left === undefined || right === undefined || left === right || [left, right].includes('null'))
    return undefined;
  return `no such overload: ${left} ${op} ${right}`;
}

function textOf(node: ASTNode | undefined): string | undefined {
  return node?.op === 'value' && typeof node.args === 'string' ? node.args : undefined;
}

function patternProblem(pattern: string | undefined): string | undefined {
  try {
    if (pattern !== undefined) goRegExp(pattern);
    return undefined;
  } catch (cause) {
    return `illegal regular expression: ${cause instanceof Error ? cause.message : cause}`;
  }
}

const taken: Readonly<Record<string, readonly string[]>> = {
  d: ['int', 'uint'],
  f: ['double', 'string'],
  e: ['double', 'string'],
  x: ['int', 'uint', 'string', 'bytes'],
  X: ['int', 'uint', 'string', 'bytes'],
  b: ['int', 'uint', 'bool'],
  o: ['int', 'uint'],
};

function formatProblem(format: string, args: readonly ASTNode[]): string | undefined {
  const clauses = formatClauses(format);
  if (typeof clauses === 'string') return clauses;
  if (clauses.length !== args.length)
    return `the format has ${clauses.length} clauses for ${args.length} arguments`;
  for (const [i, verb] of clauses.entries()) {
    const arg = args[i];
    const type = arg && (typeOf(arg) ?? containerOf(arg));
    const isTaken =
      verb === 's' ? !type?.includes('.') || type.startsWith('google.') : taken[verb]?.includes(type ?? '');
    if (type !== undefined && !isTaken) return `%${verb} takes no ${type}`;
  }
  return undefined;
}

function mixedTypes(node: ASTNode): string | undefined {
  for (const items of itemsOf(node)) {
    const [first, second] = new Set(items.map(typeOf).filter((type) => type !== undefined));
    if (second !== undefined) return `a ${node.op} has items of two types, ${first} and ${second}`;
  }
  return undefined;
}

function itemsOf({ op, args }: ASTNode): ASTNode[][] {
  if (op === 'list') return [args];
  return op === 'map' ? [args.map(([key]) => key), args.map(([, value]) => value)] : [];
}

/** `list` or `map`, of whatever. */
function containerOf(node: ASTNode): string | undefined {
  const { kind } = checkedType(node) ?? {};
  return kind === 'list' || kind === 'map' ? kind : undefined;
}

/** The type that cel-js found for a node; undefined for one that is known at run time only. */
function typeOf(node: ASTNode): string | undefined {
  const { name } = checkedType(node) ?? {};
  return name === undefined || /dyn|[<, ][A-Z][>,]/.test(name) ? undefined : name;
}

function checkedType(node: ASTNode): { kind: string; name: string } | undefined {
  const { checkedType: type } = node as { checkedType?: { kind: string; name: string } };
  return type;
}
