import type { ASTNode, Environment } from '@marcbachmann/cel-js';
import { CostBudget, exceeded } from './cost-budget.ts';
import { newEnvironments, replaced, writtenName } from './environment.ts';
import { CelFault } from './fault.ts';
import { functionNames } from './functions.ts';
import { instrument } from './instrument.ts';
import { addLibraries, libraryNames } from './library/index.ts';
import { literalProblem } from './literals.ts';
import { nodesOf } from './nodes.ts';
import { faultOf } from './program.ts';
import { type FieldRead, readsOf, type TextRange } from './reads.ts';

/** Why an expression cannot be compiled, and how to fix it. */
export interface ExpressionProblem {
  message: string;
  at: TextRange;
  /** What it calls or names that there is not, for a suggestion. */
  unknown?: { kind: 'variable' | 'function' | 'authorizer'; name: string };
}

export interface Expression {
  /** What of its variables it reads; of a list or map that it iterates over, the list or map. */
  reads: readonly FieldRead[];
  /** The names of the variables that it reads. */
  variables: ReadonlySet<string>;
  /** The name of its type; `dyn` where that is known at run time only. */
  type: string;
  /** Its value; throws `CelFault` with cel-go's message. */
  evaluate(values: Readonly<Record<string, unknown>>): unknown;
}

/** Compiles the expressions of policies, which know the type of no variable. */
export class ExpressionCompiler {
  readonly #variables: readonly string[];
  readonly #environment: Environment;

  /** @param variables the names that expressions may use */
  constructor(variables: readonly string[]) {
    const environment = newEnvironments().plain.clone({
      unlistedVariablesAreDyn: false,
      // `format` takes values of several types; other lists are checked here.
      homogeneousAggregateLiterals: false,
    });
    addLibraries(environment);
    for (const name of variables) environment.registerVariable(name, 'dyn');
    this.#variables = variables;
    this.#environment = environment;
  }

  compile(source: string): Expression | ExpressionProblem {
    try {
      const parsed = this.#environment.parse(source);
      const unknown = unknownFunction(parsed.ast);
      if (unknown) return unknown;
      rename(parsed.ast);
      const checked = parsed.check();
      if (!checked.valid) return problemOf(checked.error, source);
      const literal = literalProblem(parsed.ast);
      if (literal) return literal;
      const budget = new CostBudget();
      instrument(parsed.ast, budget);
      const reads = readsOf(parsed.ast, this.#variables);
      return {
        reads,
        variables: new Set(reads.map(({ path }) => String(path[0]))),
        type: checked.type ?? 'dyn',
        evaluate: (values) => evaluate(parsed, values, budget),
      };
    } catch (cause) {
      return problemOf(cause, source);
    }
  }
}

function evaluate(
  parsed: (values: Record<string, unknown>) => unknown,
  values: Readonly<Record<string, unknown>>,
  budget: CostBudget,
): unknown {
  budget.start();
  let value: unknown;
  try {
    value = parsed(values);
  } catch (cause) {
    if (budget.isExceeded) throw exceeded();
    throw faultOf(cause);
  }
  // What stopped it may have been a part that does not count, as in `false && …`.
  if (budget.isExceeded) throw exceeded();
  return value;
}

/** A function that the API server does not have, although cel-js may, or one that asks a cluster. */
function unknownFunction(ast: ASTNode): ExpressionProblem | undefined {
  let found: ExpressionProblem | undefined;
  for (const node of nodesOf(ast)) {
    const at = { start: node.start, end: node.end };
    if (node.op === 'id' && node.args === 'authorizer')
      return {
        message: 'authorizer asks the cluster what its users may do',
        at,
        unknown: { kind: 'authorizer', name: node.args },
      };
    if (node.op !== 'call' && node.op !== 'rcall') continue;
    const [name] = node.args;
    if (!functionNames.has(name))
      found ??= { message: `unknown function ${name}`, at, unknown: { kind: 'function', name } };
  }
  return found;
}

/** The registered names of functions, in place of those that are written. */
function rename(ast: ASTNode): void {
  for (const node of nodesOf(ast)) {
    if (node.op !== 'call' && node.op !== 'rcall') continue;
    const [name] = node.args;
    node.args[0] =
      replaced.get(name) ?? (Object.hasOwn(libraryNames, name) ? libraryNames[name] : undefined) ?? name;
  }
}

interface CelError {
  code?: unknown;
  summary?: unknown;
  range?: { start?: unknown; end?: unknown };
}

function problemOf(cause: unknown, source: string): ExpressionProblem {
  if (cause instanceof CelFault)
    return { message: cause.message, at: cause.at ?? { start: 0, end: source.length } };
  // The stack of JavaScript ends where an expression nests tens of thousands of times.
  if (cause instanceof RangeError)
    return { message: 'the expression nests too deeply', at: { start: 0, end: source.length } };
  const { code, summary, range } = cause as CelError;
  if (typeof summary !== 'string') {
    // cel-js finds several operators for an item of an empty literal, whose type is open.
    if (!/overlaps/.test(String(cause))) throw cause;
    const message =
      'an operand is of an empty list or map, so its type is not known; write dyn([]) or dyn({})';
    return { message, at: { start: 0, end: source.length } };
  }
  const start = Number(range?.start ?? 0);
  const at = { start, end: Math.max(start, Number(range?.end ?? source.length)) };
  if (code === 'unknown_variable') {
    const name = summary.replace('Unknown variable: ', '');
    return { message: `unknown variable ${name}`, at, unknown: { kind: 'variable', name } };
  }
  return { message: syntaxText(summary), at };
}

const tokens: Readonly<Record<string, string>> = {
  EOF: 'the end of the expression',
  RPAREN: ')',
  LPAREN: '(',
  RBRACKET: ']',
  LBRACKET: '[',
  RBRACE: '}',
  LBRACE: '{',
  DOT: '.',
  COMMA: ',',
  COLON: ':',
  QUESTION: '?',
  IDENTIFIER: 'a name',
  PLUS: '+',
  MINUS: '-',
  MULTIPLY: '*',
  DIVIDE: '/',
  MODULO: '%',
  EQ: '==',
  NE: '!=',
  LT: '<',
  LE: '<=',
  GT: '>',
  GE: '>=',
  AND: '&&',
  OR: '||',
  NOT: '!',
  IN: 'in',
  NUMBER: 'a number',
  STRING: 'a text',
  BYTES: 'bytes',
  BOOLEAN: 'true or false',
  NULL: 'null',
};

/** The words of cel-js, with what is written in place of its names for it. */
function syntaxText(summary: string): string {
  const words = summary
    .replace(/\b[A-Z]{2,}\b/g, (token) => tokens[token] ?? token)
    .replace(/\b(?:go|list|optional)[A-Z]\w*/g, writtenLibraryName);
  return words.replace(/^[A-Z]/, (letter) => letter.toLowerCase());
}

function writtenLibraryName(registered: string): string {
  const [written] = Object.entries(libraryNames).find(([, name]) => name === registered) ?? [];
  return written ?? writtenName(registered);
}
