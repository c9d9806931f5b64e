/** A value that an operator or function is given, as far as it bears on what that costs. */
export interface Operand {
  /** `any` when it cannot be told. */
  readonly kind: 'text' | 'list' | 'map' | 'one' | 'any';
  /** Characters of a text, entries of a list or map, otherwise 1. */
  size(): number;
  /** What going through all of it costs. */
  traversal(): number;
}

/**
 * What a call costs beside its operands, in the API server's units; undefined for functions that are not known here
 * (apiserver v0.37, pkg/cel/library/cost.go, CallCost; cel-go v0.29, interpreter/runtimecost.go, costCall). An
 * operator goes by its symbol, the receiver of a method is the first operand.
 */
export function callCost(name: string, operands: readonly Operand[], result: Operand): number | undefined {
  const size = (index: number) => operands[index]?.size() ?? 0;
  switch (name) {
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return tenth(Math.min(size(0), size(1)));
    case '+':
      return operands.some(({ kind }) => kind === 'text' || kind === 'any') ? tenth(size(0) + size(1)) : 1;
    case 'in':
      return operands[1]?.kind === 'map' ? 1 : size(1);
    case 'startsWith':
    case 'endsWith':
      return tenth(size(1));
    case 'contains':
      return tenth(size(0)) * tenth(size(1));
    case 'matches':
    case 'find':
    case 'findAll':
      return tenth(1 + size(0)) * Math.ceil(size(1) * 0.25);
    case 'split':
    case 'replace':
      return tenth(size(0) * 2);
    case 'join':
      return tenth(result.size() * 2);
    case 'lowerAscii':
    case 'upperAscii':
    case 'substring':
    case 'trim':
      return tenth(size(0));
    case 'isSorted':
    case 'sum':
    case 'min':
    case 'max':
    case 'indexOf':
    case 'lastIndexOf':
      return operands[0]?.traversal() ?? 0;
    default:
      return constant.has(name) ? 1 : undefined;
  }
}

/** True for functions whose cost is known here. */
export function hasCost(name: string): boolean {
  return callCost(name, [], { kind: 'any', size: () => 0, traversal: () => 0 }) !== undefined;
}

const constant = new Set('- * / % size int double string bool type dyn hasValue value'.split(' '));

function tenth(size: number): number {
  return Math.ceil(size * 0.1);
}

/** Constructors of lists and maps from parts that are not all constants (cel-go, common/cost.go). */
export const LIST_COST = 10;
export const MAP_COST = 30;

/**
 * What the macros cost for each element beside what the expression given costs, at most for `exists_one` and `filter`,
 * whose share is due where it is true (cel-go v0.29, parser/macro.go, of which each step has its cost).
 */
export const STEP_COST: Readonly<Record<string, number>> = {
  // The condition to go on, and the result so far.
  all: 3,
  exists: 4,
  exists_one: 2,
  filter: 13,
  map: 12,
};
