import type { ASTNode } from '@marcbachmann/cel-js';
import { SchemaError } from '../../types.ts';
import { writtenName } from '../environment.ts';
import { hasCost, LIST_COST, MAP_COST, STEP_COST } from './call.ts';

/** The parts of an attribute, `self.a[0].b`: what each step costs is 1, and 1 to begin with. */
interface Attribute {
  text: string;
  steps: number;
}

/**
 * Writes an expression anew such that running it tells what the API server spends on it: `spend(n, x)` is x and costs
 * n, `operand(k, x)` is x and is kept as operand k of a call, `call(name, k, n, x)` is x, the result of a call with n
 * operands from k on, and `fold(name, k, x)` the result of a macro over operand k. Costs are those of cel-go v0.29,
 * interpreter/runtimecost.go; what an error stops is not counted.
 */
export function meteredText(ast: ASTNode, variables: readonly string[]): string {
  return new Writer(variables).expression(ast);
}

class Writer {
  readonly #scope: Set<string>;
  #operands = 0;

  constructor(variables: Iterable<string>) {
    this.#scope = new Set(variables);
  }

  expression(node: ASTNode): string {
    if (isConstant(node)) return source(node);
    switch (node.op) {
      case 'id':
        return this.#scope.has(node.args) ? spend(1, node.args) : node.args;
      case '.':
      case '[]':
        return this.#attribute(node, 1);
      case '&&':
      case '||':
        return `(${this.expression(node.args[0])} ${node.op} ${this.expression(node.args[1])})`;
      case '?:':
        return this.#conditional(node.args);
      case '!_':
      case '-_':
        return spend(1, `${node.op[0]}(${this.expression(node.args)})`);
      case 'list':
        return spend(LIST_COST, `[${node.args.map((item) => this.expression(item)).join(', ')}]`);
      case 'map':
        return spend(MAP_COST, `{${node.args.map((entry) => this.#entry(entry)).join(', ')}}`);
      case 'in':
        return this.#contained(node.args);
      case 'call':
        return this.#call(node, node.args[0], node.args[1]);
      case 'rcall':
        return this.#method(node.args);
      default:
        return this.#operator(node.op, node.args);
    }
  }

  #entry([key, value]: [ASTNode, ASTNode]): string {
    return `${this.expression(key)}: ${this.expression(value)}`;
  }

  #attribute(node: ASTNode, base: number): string {
    const { text, steps } = this.#steps(node);
    return spend(base + steps, text);
  }

  #steps(node: ASTNode): Attribute {
    if (node.op === 'id') return { text: node.args, steps: 0 };
    if (node.op !== '.' && node.op !== '[]') return { text: this.expression(node), steps: 0 };
    const { text, steps } = this.#steps(node.args[0]);
    if (node.op === '.') return { text: `${text}.${node.args[1]}`, steps: steps + 1 };
    const [, index] = node.args;
    const dynamic = isAttribute(index) ? this.#steps(index) : { text: this.expression(index), steps: 0 };
    return { text: `${text}[${dynamic.text}]`, steps: steps + dynamic.steps + 1 };
  }

  /** A branch that is an attribute is spared the 1 to begin with. */
  #conditional([condition, ...branches]: readonly ASTNode[]): string {
    const [yes, no] = branches.map((branch) =>
      isAttribute(branch) ? this.#attribute(branch, 0) : this.expression(branch),
    );
    return `(${this.expression(condition as ASTNode)} ? ${yes} : ${no})`;
  }

  /** To be in a constant list costs nothing: cel-go makes a set of it. */
  #contained(args: [ASTNode, ASTNode]): string {
    const [item, list] = args;
    if (list.op === 'list' && list.args.length === 0) return 'false';
    if (list.op === 'list' && isConstant(list)) return `(${this.expression(item)} in ${source(list)})`;
    return this.#operator('in', args);
  }

  #operator(symbol: string, args: unknown): string {
    if (!hasCost(symbol) || !Array.isArray(args) || args.length !== 2) throw unknown(symbol);
    const first = this.#reserve(2);
    const [left, right] = (args as [ASTNode, ASTNode]).map((arg, index) => this.#operand(first + index, arg));
    return `call('${symbol}', ${first}, 2, ${left} ${symbol} ${right})`;
  }

  #call(node: ASTNode, name: string, args: ASTNode[]): string {
    if (name === 'has') return this.#presence(node, args[0]);
    if (!hasCost(name)) throw unknown(name);
    const first = this.#reserve(args.length);
    const texts = args.map((arg, index) => this.#operand(first + index, arg));
    return `call('${name}', ${first}, ${args.length}, ${name}(${texts.join(', ')}))`;
  }

  #presence(node: ASTNode, tested: ASTNode | undefined): string {
    if (tested === undefined) throw unknown(source(node));
    return spend(this.#steps(tested).steps, source(node));
  }

  #method([name, receiver, args]: [string, ASTNode, ASTNode[]]): string {
    if (Object.hasOwn(STEP_COST, name) && args.length > 1) return this.#macro(name, receiver, args);
    if (!hasCost(name)) throw unknown(name);
    const first = this.#reserve(args.length + 1);
    const target = this.#operand(first, receiver);
    const texts = args.map((arg, index) => this.#operand(first + 1 + index, arg));
    return `call('${name}', ${first}, ${args.length + 1}, ${target}.${name}(${texts.join(', ')}))`;
  }

  #macro(name: string, receiver: ASTNode, [variable, ...parts]: readonly ASTNode[]): string {
    if (variable?.op !== 'id') throw unknown(name);
    const first = this.#reserve(1);
    const range = this.#operand(first, receiver);
    const outer = this.#scope.has(variable.args);
    this.#scope.add(variable.args);
    const texts = parts.map((part) => this.expression(part));
    if (!outer) this.#scope.delete(variable.args);
    const last = texts.length - 1;
    texts[last] = `step('${name}', ${first}, ${texts[last]})`;
    return `fold('${name}', ${first}, ${range}.${name}(${variable.args}, ${texts.join(', ')}))`;
  }

  #reserve(count: number): number {
    this.#operands += count;
    return this.#operands - count;
  }

  #operand(index: number, node: ASTNode): string {
    return `operand(${index}, ${this.expression(node)})`;
  }
}

function spend(cost: number, text: string): string {
  return cost === 0 ? text : `spend(${cost}, ${text})`;
}

function isAttribute({ op }: ASTNode): boolean {
  return op === 'id' || op === '.' || op === '[]';
}

/** What cel-go computes ahead: literals, conversions of them, and lists and maps of such. */
export function isConstant(node: ASTNode): boolean {
  if (node.op === 'value') return true;
  if (node.op === '-_') return node.args.op === 'value';
  if (node.op === 'call') return conversions.has(writtenName(node.args[0])) && node.args[1].every(isConstant);
  if (node.op === 'list') return node.args.every(isConstant);
  return node.op === 'map' && node.args.every((entry) => entry.every(isConstant));
}

const conversions = new Set(['int', 'uint', 'double', 'string', 'bool']);

function source({ input, start, end }: ASTNode): string {
  return input.slice(start, end);
}

function unknown(what: string): SchemaError {
  return new SchemaError(`what ${what} costs in a CEL rule is not known`);
}
