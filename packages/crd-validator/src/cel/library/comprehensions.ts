import type { ASTNode, Environment } from '@marcbachmann/cel-js';
import { CelFault } from '../fault.ts';
import { sortByKeys } from './lists.ts';
import { type Evaluator, type Expansion, Loop, type MacroCall, macro, type Scope } from './macro.ts';
import { isMap } from './text.ts';

/** Comprehensions with an index or key beside the item (cel-go v0.29, ext/comprehensions.go), and `sortBy` of ext/lists.go. */
export function addComprehensions(environment: Environment): void {
  macro(environment, 'list.all(ast, ast, ast): bool', (call) => quantifier(call, false));
  macro(environment, 'list.exists(ast, ast, ast): bool', (call) => quantifier(call, true));
  for (const name of ['existsOne', 'exists_one'])
    macro(environment, `list.${name}(ast, ast, ast): bool`, existsOne);
  for (const filter of ['', 'ast, ']) {
    macro(environment, `list.transformList(ast, ast, ${filter}ast): list<dyn>`, transformList);
    macro(environment, `list.transformMap(ast, ast, ${filter}ast): map<dyn, dyn>`, transformMap);
    macro(environment, `list.transformMapEntry(ast, ast, ${filter}ast): map<dyn, dyn>`, transformMapEntry);
  }
  macro(environment, 'list.sortBy(ast, ast): list<dyn>', sortBy);
}

/** The index and item of each item of a list, the key and value of each entry of a map. */
function entriesOf(container: unknown): readonly [unknown, unknown][] {
  if (Array.isArray(container)) return container.map((item, i) => [BigInt(i), item]);
  if (!isMap(container)) throw new CelFault('no such overload');
  return container instanceof Map ? [...container.entries()] : Object.entries(container);
}

/** What is repeated over a container: `evaluate` gets its entries, each with the scope that its expressions are evaluated in. */
function over(
  { receiver, args }: MacroCall,
  variables: 1 | 2,
  type: string,
  evaluate: (
    evaluator: Evaluator,
    entries: Iterable<{ key: unknown; scope: Scope }>,
    expressions: readonly ASTNode[],
  ) => unknown,
): Expansion {
  const loop = new Loop(args, variables);
  const expressions = args.slice(variables);
  return {
    check: (checker, scope) => {
      checker.check(receiver, scope);
      const dyn = checker.getType('dyn');
      const inner = loop.declare(scope, variables === 1 ? [dyn] : [dyn, dyn]);
      for (const expression of expressions) checker.check(expression, inner);
      return checker.getType(type);
    },
    evaluate: (evaluator, scope) => {
      const container = evaluator.run(receiver, scope);
      const items = entriesOf(container);
      return evaluate(evaluator, scopes(items, Array.isArray(container)), expressions);
      function* scopes(entries: readonly [unknown, unknown][], isList: boolean) {
        for (const [key, value] of entries) {
          const values = variables === 2 ? [key, value] : [isList ? value : key];
          yield { key, scope: loop.bind(evaluator, scope, values) };
        }
      }
    },
  };
}

/** An error counts only where no other item decides. */
function quantifier(call: MacroCall, deciding: boolean): Expansion {
  return over(call, 2, 'bool', (evaluator, entries, [predicate]) => {
    let fault: unknown;
    for (const { scope } of entries) {
      try {
        if (isTrue(evaluator, predicate, scope) === deciding) return deciding;
      } catch (error) {
        fault ??= error;
      }
    }
    if (fault !== undefined) throw fault;
    return !deciding;
  });
}

function existsOne(call: MacroCall): Expansion {
  return over(call, 2, 'bool', (evaluator, entries, [predicate]) => {
    let count = 0;
    for (const { scope } of entries) if (isTrue(evaluator, predicate, scope)) count += 1;
    return count === 1;
  });
}

function transformList(call: MacroCall): Expansion {
  return over(call, 2, 'list<dyn>', (evaluator, entries, expressions) => {
    const out: unknown[] = [];
    for (const { scope } of entries)
      if (isTaken(evaluator, expressions, scope)) out.push(resultOf(evaluator, expressions, scope));
    return out;
  });
}

function transformMap(call: MacroCall): Expansion {
  return over(call, 2, 'map<dyn, dyn>', (evaluator, entries, expressions) => {
    const out = new Map<unknown, unknown>();
    for (const { key, scope } of entries)
      if (isTaken(evaluator, expressions, scope)) insert(out, key, resultOf(evaluator, expressions, scope));
    return out;
  });
}

function transformMapEntry(call: MacroCall): Expansion {
  return over(call, 2, 'map<dyn, dyn>', (evaluator, entries, expressions) => {
    const out = new Map<unknown, unknown>();
    for (const { scope } of entries) {
      if (!isTaken(evaluator, expressions, scope)) continue;
      for (const [key, value] of entriesOf(resultOf(evaluator, expressions, scope))) insert(out, key, value);
    }
    return out;
  });
}

function insert(map: Map<unknown, unknown>, key: unknown, value: unknown): void {
  if (map.has(key)) throw new CelFault(`insert failed: key ${key} already exists`);
  map.set(key, value);
}

/** `sortBy(e, key)`. */
function sortBy(call: MacroCall): Expansion {
  const { receiver } = call;
  const inner = over(call, 1, 'list<dyn>', (evaluator, entries, [key]) => {
    const keys: unknown[] = [];
    for (const { scope } of entries) keys.push(key && evaluator.run(key, scope));
    return keys;
  });
  return {
    check: inner.check,
    evaluate: (evaluator, scope) => {
      const list = evaluator.run(receiver, scope);
      if (!Array.isArray(list)) throw new CelFault('no such overload');
      const keys = inner.evaluate(evaluator, scope);
      return sortByKeys(list, Array.isArray(keys) ? keys : []);
    },
  };
}

/** The filter is the first of two expressions, and absent where there is one. */
function isTaken(evaluator: Evaluator, expressions: readonly ASTNode[], scope: Scope): boolean {
  return expressions.length < 2 || isTrue(evaluator, expressions[0], scope);
}

function resultOf(evaluator: Evaluator, expressions: readonly ASTNode[], scope: Scope): unknown {
  const last = expressions.at(-1);
  return last && evaluator.run(last, scope);
}

function isTrue(evaluator: Evaluator, predicate: ASTNode | undefined, scope: Scope): boolean {
  const value = predicate && evaluator.run(predicate, scope);
  if (typeof value !== 'boolean') throw new CelFault('no such overload');
  return value;
}
