import type { ASTNode } from '@marcbachmann/cel-js';

/** The code of a rule, and whether it reads `oldSelf`. */
export interface RuleCode {
  code: string;
  usesOldSelf: boolean;
}

/** What the code of one expression in a rule needs beside itself. */
interface Scope {
  /** The name of a constant that holds the compiled pattern. */
  pattern(text: string): string;
  /** The variables that there are. */
  variables: ReadonlySet<string>;
  /** Those that the rule reads. */
  read: Set<string>;
}

class Unsupported extends Error {}

/**
 * A JavaScript function that is true where the rule certainly holds, with the functions of
 * packages/crd-validator/src/cel/certainty.ts; false says nothing. Undefined for a rule with constructs that have no code.
 */
export function ruleCode(ast: ASTNode, pattern: Scope['pattern']): RuleCode | undefined {
  const scope: Scope = { pattern, variables: new Set(['self', 'oldSelf']), read: new Set() };
  try {
    const body = certain(ast, true, scope);
    const usesOldSelf = scope.read.has('oldSelf');
    const parameters = usesOldSelf ? '$self, $oldSelf' : '$self';
    return { code: `(${parameters}) => ${body}`, usesOldSelf };
  } catch (cause) {
    if (cause instanceof Unsupported) return undefined;
    throw cause;
  }
}

/** Code that is true where an expression certainly has the truth value `wanted`, errors that CEL absorbs included. */
function certain(node: ASTNode, wanted: boolean, scope: Scope): string {
  switch (node.op) {
    case '&&':
    case '||': {
      const [left, right] = node.args;
      const joint = (node.op === '&&') === wanted ? '&&' : '||';
      return `(${certain(left, wanted, scope)} ${joint} ${certain(right, wanted, scope)})`;
    }
    case '!_':
      return certain(node.args, !wanted, scope);
    case '?:': {
      const [test, then, other] = node.args;
      const otherwise = `${certain(test, false, scope)} && ${certain(other, wanted, scope)}`;
      return `(${certain(test, true, scope)} ? ${certain(then, wanted, scope)} : ${otherwise})`;
    }
    case '==':
      return certainEquality(node.args, wanted, scope);
    case '!=':
      return certainEquality(node.args, !wanted, scope);
    case '<=':
      return `less(${values([...node.args].reverse(), scope)}) === ${!wanted}`;
    case '>=':
      return `less(${values(node.args, scope)}) === ${!wanted}`;
    default:
      return certainCall(node, wanted, scope) ?? `${value(node, scope)} === ${wanted}`;
  }
}

function certainEquality(operands: readonly [ASTNode, ASTNode], wanted: boolean, scope: Scope): string {
  const [left, right] = operands;
  const simple = wanted && (left.op === 'value' || right.op === 'value');
  return simple
    ? `${value(left, scope)} === ${value(right, scope)}`
    : `equals(${values(operands, scope)}) === ${wanted}`;
}

/** The same for `has`, `all` and `exists`; undefined for all else. */
function certainCall(node: ASTNode, wanted: boolean, scope: Scope): string | undefined {
  if (node.op === 'call' && node.args[0] === 'has') return certainField(node.args[1][0], wanted, scope);
  if (node.op !== 'rcall' || (node.args[0] !== 'all' && node.args[0] !== 'exists')) return undefined;
  const [name, over, [variable, test, more]] = node.args;
  if (variable?.op !== 'id' || test === undefined || more !== undefined) throw new Unsupported();
  const quantifier = (name === 'all') === wanted ? 'every' : 'some';
  const inner = withVariable(scope, variable.args);
  return `${quantifier}(${value(over, scope)}, (${local(variable.args)}) => ${certain(test, wanted, inner)})`;
}

/** Null in a field is left to the interpreter. */
function certainField(field: ASTNode | undefined, wanted: boolean, scope: Scope): string {
  if (field?.op !== '.') throw new Unsupported();
  const read = value(field, scope);
  return wanted ? `${read} != null` : `lacks(${value(field.args[0], scope)}, ${read})`;
}

/** Code for a value, which is undefined where CEL has an error, or something else than what a rule expects. */
function value(node: ASTNode, scope: Scope): string {
  switch (node.op) {
    case 'value':
      return literal(node.args);
    case 'id':
      if (!scope.variables.has(node.args)) throw new Unsupported();
      scope.read.add(node.args);
      return local(node.args);
    case '.':
      return `${value(node.args[0], scope)}?.${fieldName(node.args[1])}`;
    case '[]':
      return `at(${values(node.args, scope)})`;
    case 'list':
      return `[${values(node.args, scope)}]`;
    case '==':
      return `equals(${values(node.args, scope)})`;
    case '<':
      return `less(${values(node.args, scope)})`;
    case '>':
      return `less(${values([...node.args].reverse(), scope)})`;
    case 'in':
      return `isIn(${values(node.args, scope)})`;
    case '?:': {
      const [test, then, other] = node.args;
      const otherwise = `${certain(test, false, scope)} ? ${value(other, scope)} : undefined`;
      return `(${certain(test, true, scope)} ? ${value(then, scope)} : ${otherwise})`;
    }
    case 'call':
    case 'rcall':
      return certainCall(node, true, scope) === undefined ? call(node, scope) : truth(node, scope);
    case '&&':
    case '||':
    case '!_':
    case '!=':
    case '<=':
    case '>=':
      return truth(node, scope);
    default:
      throw new Unsupported();
  }
}

/** The value of what is true or false. */
function truth(node: ASTNode, scope: Scope): string {
  return `truth(${certain(node, true, scope)}, ${certain(node, false, scope)})`;
}

/** A pattern that finds what stands before a character. */
const allBefore = /^\^(?:\[\^([/@:.])\]\+|\(\[\^([/@:.])\]\+\))$/;

/** Functions whose arguments are values, with their number. */
const plainFunctions: ReadonlyMap<string, number> = new Map([
  ['size', 1],
  ['int', 1],
  ['startsWith', 2],
  ['endsWith', 2],
  ['split', 2],
]);

function call(node: ASTNode & { op: 'call' | 'rcall' }, scope: Scope): string {
  const [name] = node.args;
  const args = node.op === 'call' ? node.args[1] : [node.args[1], ...node.args[2]];
  const [of, second, third, more] = args;
  if (of === undefined || more !== undefined) throw new Unsupported();
  if (plainFunctions.get(name) === args.length) return `${name}(${values(args, scope)})`;
  if (name === 'filter' && second?.op === 'id' && third !== undefined) {
    const kept = truth(third, withVariable(scope, second.args));
    return `filter(${value(of, scope)}, (${local(second.args)}) => ${kept})`;
  }
  const pattern = second?.op === 'value' && typeof second.args === 'string' ? second.args : undefined;
  if (name === 'matches' && pattern !== undefined) {
    return `matches(${value(of, scope)}, ${scope.pattern(pattern)})`;
  }
  const [, bare, grouped] = allBefore.exec(name === 'find' && pattern !== undefined ? pattern : '') ?? [];
  const end = bare ?? grouped;
  if (end !== undefined) return `before(${value(of, scope)}, ${literal(end)})`;
  throw new Unsupported();
}

function withVariable(scope: Scope, name: string): Scope {
  return { ...scope, variables: new Set([...scope.variables, name]) };
}

function values(nodes: readonly ASTNode[], scope: Scope): string {
  return nodes.map((node) => value(node, scope)).join(', ');
}

function literal(constant: unknown): string {
  if (typeof constant === 'string' || typeof constant === 'boolean') return JSON.stringify(constant);
  if (typeof constant === 'bigint' && Number.isSafeInteger(Number(constant))) return String(constant);
  throw new Unsupported();
}

/** A variable's name; with the sign before it, it is no word of JavaScript's. */
function local(name: string): string {
  return `$${name}`;
}

/** Names that escape others, and those that every object has, have no code. */
function fieldName(name: string): string {
  if (name.includes('__') || name in Object.prototype) throw new Unsupported();
  return name;
}
