import type { ASTNode } from '@marcbachmann/cel-js';
import { writtenName } from '../environment.ts';
import { callCost, LIST_COST, MAP_COST, STEP_COST } from './call.ts';
import { anything, type Extent, sized } from './extent.ts';
import { isConstant } from './metered.ts';

/** The most that an expression may cost, and what is known of its value. */
interface Bound {
  cost: number;
  value: Extent;
}

type Scope = ReadonlyMap<string, Extent>;

const one = () => sized('one', 1);

/** The most that an expression may cost, given what is known of its variables; infinite when that cannot be told. */
export function costBound(ast: ASTNode, scope: Scope): number {
  const { cost } = boundOf(ast, scope);
  return Number.isNaN(cost) ? Number.POSITIVE_INFINITY : cost;
}

function boundOf(node: ASTNode, scope: Scope): Bound {
  switch (node.op) {
    case 'value':
      return {
        cost: 0,
        value: sized(typeof node.args === 'string' ? 'text' : 'one', literalSize(node.args)),
      };
    case 'id':
      return { cost: 1, value: scope.get(node.args) ?? one() };
    case '.':
      return fieldBound(boundOf(node.args[0], scope), node.args[1]);
    case '[]':
      return indexBound(boundOf(node.args[0], scope), boundOf(node.args[1], scope));
    case '?:':
      return choiceBound(node.args, scope);
    case 'list':
      return listBound(node, scope);
    case 'map':
      return {
        cost: MAP_COST + total(node.args.flat().map((each) => boundOf(each, scope))),
        value: anything,
      };
    case 'call':
      return callBound(node.args[0], node.args[1], scope);
    case 'rcall':
      return methodBound(node.args, scope);
    case '&&':
    case '||':
      return { cost: total(node.args.map((each) => boundOf(each, scope))), value: one() };
    case '!_':
    case '-_':
      return { cost: 1 + boundOf(node.args, scope).cost, value: one() };
    default:
      return callBound(node.op, Array.isArray(node.args) ? (node.args as ASTNode[]) : [], scope);
  }
}

function total(bounds: readonly Bound[]): number {
  return bounds.reduce((sum, { cost }) => sum + cost, 0);
}

function literalSize(value: unknown): number {
  return typeof value === 'string' ? value.length : 1;
}

function fieldBound({ cost, value }: Bound, name: string): Bound {
  return { cost: cost + 1, value: value.field(name) };
}

/** One for the step, and one for a list that is no attribute. */
function indexBound(list: Bound, index: Bound): Bound {
  return { cost: list.cost + index.cost + 2, value: list.value.element() };
}

function choiceBound([condition, yes, no]: readonly ASTNode[], scope: Scope): Bound {
  const [left, right] = [boundOf(yes as ASTNode, scope), boundOf(no as ASTNode, scope)];
  const cost = boundOf(condition as ASTNode, scope).cost + Math.max(left.cost, right.cost);
  return { cost, value: either(left.value, right.value) };
}

function either(left: Extent, right: Extent): Extent {
  if (left.kind !== right.kind || left.kind === 'any') return anything;
  if (left.kind === 'one') return left;
  return {
    ...sized(left.kind, Math.max(left.size(), right.size()), either(left.element(), right.element())),
  };
}

function listBound(node: ASTNode & { op: 'list' }, scope: Scope): Bound {
  const items = node.args.map((each) => boundOf(each, scope));
  const parts = items.map(({ value }) => value);
  const value = sized('list', parts.length, parts.length === 0 ? one() : parts.reduce(either));
  return { cost: isConstant(node) ? 0 : LIST_COST + total(items), value };
}

function callBound(called: string, args: readonly ASTNode[], scope: Scope): Bound {
  const name = writtenName(called);
  const [first, second] = args;
  // cel-go makes a set of a constant list.
  const free = name === 'has' || (name === 'in' && second !== undefined && isConstant(second));
  if (free && first !== undefined) return { cost: boundOf(first, scope).cost, value: one() };
  const operands = args.map((each) => boundOf(each, scope));
  const [left, right] = operands.map(({ value }) => value);
  const value = resultOf(name, left, right);
  const cost = callCost(name, comparable(name, left, right), value) ?? Number.POSITIVE_INFINITY;
  return { cost: total(operands) + cost, value };
}

const comparisons = new Set(['==', '!=', '<', '<=', '>', '>=']);

/** The smaller of two counts, and that one is no larger than the other's known size. */
function comparable(name: string, left: Extent = one(), right: Extent = one()): readonly Extent[] {
  if (!comparisons.has(name)) return [left, right];
  const smaller = left.known ? left : right.known ? right : left;
  return [smaller, smaller];
}

function methodBound([name, receiver, args]: [string, ASTNode, ASTNode[]], scope: Scope): Bound {
  const [variable, ...parts] = args;
  if (Object.hasOwn(STEP_COST, name) && variable?.op === 'id' && parts.length > 0)
    return macroBound(name, boundOf(receiver, scope), variable.args, parts, scope);
  return callBound(name, [receiver, ...args], scope);
}

function macroBound(
  name: string,
  range: Bound,
  variable: string,
  parts: readonly ASTNode[],
  scope: Scope,
): Bound {
  const inner = new Map([...scope, [variable, range.value.member()]]);
  const steps = parts.map((part) => boundOf(part, inner));
  const last = steps.at(-1)?.value ?? anything;
  const count = range.value.size();
  const cost = range.cost + count * (total(steps) + (STEP_COST[name] ?? 0)) + 4;
  if (name === 'map') return { cost, value: sized('list', count, last) };
  return { cost, value: name === 'filter' ? sized('list', count, range.value.member()) : one() };
}

function resultOf(name: string, left: Extent = one(), right: Extent = one()): Extent {
  switch (name) {
    case '+':
      if (left.kind === 'one') return left;
      return sized(left.kind, left.size() + right.size(), either(left.element(), right.element()));
    case 'dyn':
      return left;
    case 'find':
    case 'lowerAscii':
    case 'upperAscii':
    case 'substring':
    case 'trim':
      return { ...left, kind: 'text' };
    case 'split':
    case 'findAll':
      return sized('list', left.size() + 1, left);
    case 'join':
    case 'replace':
    case 'value':
    case 'max':
    case 'min':
      return anything;
    default:
      return one();
  }
}
