import type { ASTNode } from '@marcbachmann/cel-js';
import type { CostBudget } from './cost-budget.ts';
import { CelFault } from './fault.ts';
import { areEqual, contains } from './library/equality.ts';
import type { Evaluator, Scope } from './library/macro.ts';
import { nodesOf } from './nodes.ts';
import { faultOf } from './program.ts';

type Run = (this: unknown, ...args: unknown[]) => unknown;

/** What cel-js keeps in a node that it has checked, beside what it documents. */
interface CheckedNode {
  evaluate: Run;
  handle?: Run;
}

/**
 * Makes each node of a checked expression pay for its evaluation, and say where it is when it fails; comparisons and maps are
 * cel-go's.
 */
export function instrument(ast: ASTNode, budget: CostBudget): void {
  for (const node of nodesOf(ast)) {
    const checked = node as unknown as CheckedNode;
    const handle = handleOf(node.op, checked.handle);
    if (handle) checked.handle = handle;
    if (checked.handle && isCall(node.op)) checked.handle = paid(checked.handle, budget, isBinary(node.op));
    checked.evaluate = counted(node, checked, budget, evaluationOf(node));
  }
}

function isCall(op: string): boolean {
  return op === 'call' || op === 'rcall' || isBinary(op);
}

function isBinary(op: string): boolean {
  return /^(?:[-+*/%<>]|[=!<>]=|in)$/.test(op);
}

function handleOf(op: string, handle: Run | undefined): Run | undefined {
  switch (op) {
    case '==':
      return (left, right) => areEqual(left, right);
    case '!=':
      return (left, right) => !areEqual(left, right);
    case 'in':
      return (item, container) => {
        const found = contains(container, item);
        if (found === undefined) throw new CelFault('no such overload');
        return found;
      };
    case '[?]':
      return function (this: unknown, left, key, ...others) {
        if (typeof key !== 'string' && typeof key !== 'bigint') throw new CelFault('no such overload');
        if (Array.isArray(left) && typeof key === 'string') throw new CelFault('no such overload');
        return handle?.call(this, left, key, ...others);
      };
    default:
      return undefined;
  }
}

/** Nodes that cel-js evaluates otherwise: keys of maps keep their type, and nothing is in an empty list, whatever it is. */
function evaluationOf({ op, args }: ASTNode): Run | undefined {
  if (op === 'in' && args[1].op === 'list' && args[1].args.length === 0) return () => false;
  if (op !== 'map' || args.length === 0) return undefined;
  return (evaluator, _node, scope) => {
    const { run } = evaluator as Evaluator;
    const out = new Map<unknown, unknown>();
    for (const entry of args) {
      const [key, value] = entry.map((each) => run.call(evaluator, each, scope as Scope));
      out.set(key, value);
    }
    return out;
  };
}

/** Of a call the first argument holds all operands, of an operator there are two. */
function paid(handle: Run, budget: CostBudget, isOperator: boolean): Run {
  return function (this: unknown, first, second, ...others) {
    if (isOperator) {
      budget.read(first);
      budget.read(second);
    } else if (Array.isArray(first)) for (const operand of first) budget.read(operand);
    return handle.call(this, first, second, ...others);
  };
}

/** cel-js replaces a node's `evaluate` when it first runs, so that is let happen once. */
function counted(node: ASTNode, checked: CheckedNode, budget: CostBudget, own: Run | undefined): Run {
  let run = own;
  const wrapper: Run = (...args) => {
    budget.spend(1);
    try {
      if (run) return run.apply(node, args);
      Reflect.deleteProperty(node, 'evaluate');
      try {
        return checked.evaluate(...args);
      } finally {
        run = checked.evaluate;
        checked.evaluate = wrapper;
      }
    } catch (cause) {
      throw located(cause, node);
    }
  };
  return wrapper;
}

function located(cause: unknown, node: ASTNode): CelFault {
  const fault = faultOf(cause);
  fault.at ??= { start: node.op === '.' ? node.pos : node.start, end: node.end };
  return fault;
}
