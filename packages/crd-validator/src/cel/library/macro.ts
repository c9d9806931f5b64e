import type { ASTNode, Environment, TypeDeclaration } from '@marcbachmann/cel-js';
import { CelFault } from '../fault.ts';

/** Where cel-js keeps the values of variables; it types none of what a macro is given. */
export interface Scope {
  forkWithVariable(name: string, type: TypeDeclaration): Overlay;
}

export interface Overlay extends Scope {
  reuse(parent: Scope): Overlay;
  setIterValue(value: unknown, evaluator: Evaluator): Overlay;
}

export interface Evaluator {
  run(node: ASTNode, scope: Scope): unknown;
}

export interface Checker {
  check(node: ASTNode, scope: Scope): TypeDeclaration;
  getType(name: string): TypeDeclaration;
}

/** A call of a macro, whose arguments are expressions that it evaluates itself. */
export interface MacroCall {
  receiver: ASTNode;
  args: readonly ASTNode[];
}

/** How a macro is typed and evaluated. */
export interface Expansion {
  /** The name of its type. */
  check(checker: Checker, scope: Scope): TypeDeclaration;
  evaluate(evaluator: Evaluator, scope: Scope): unknown;
}

/** Registers a macro, such as `list.sortBy(ast, ast): list<dyn>`. */
export function macro(
  environment: Environment,
  signature: string,
  expand: (call: MacroCall) => Expansion,
): void {
  environment.registerFunction(signature, (call: MacroCall) => {
    const { check, evaluate } = expand(call);
    return {
      typeCheck: (checker: Checker, _macro: unknown, scope: Scope) => check(checker, scope),
      evaluate: (evaluator: Evaluator, _macro: unknown, scope: Scope) => evaluate(evaluator, scope),
      async: false,
    };
  });
}

/** Expressions evaluated with further variables, whose names come first among a macro's arguments. */
export class Loop {
  readonly #names: readonly string[];
  #overlays: Overlay[] = [];

  constructor(args: readonly ASTNode[], count: number) {
    this.#names = args.slice(0, count).map(nameOf);
    if (new Set(this.#names).size < count) throw new CelFault(`duplicate variable name: ${this.#names[0]}`);
  }

  /** The scope to check the expressions in. */
  declare(scope: Scope, types: readonly TypeDeclaration[]): Scope {
    this.#overlays = [];
    let inner = scope;
    for (const [i, type] of types.entries()) {
      const overlay = inner.forkWithVariable(this.#names[i] ?? '', type);
      this.#overlays.push(overlay);
      inner = overlay;
    }
    return inner;
  }

  /** The scope to evaluate them in. */
  bind(evaluator: Evaluator, scope: Scope, values: readonly unknown[]): Scope {
    let inner = scope;
    for (const [i, overlay] of this.#overlays.entries())
      inner = overlay.reuse(inner).setIterValue(values[i], evaluator);
    return inner;
  }
}

function nameOf(node: ASTNode): string {
  if (node.op === 'id') return node.args;
  throw new CelFault('argument must be a simple name');
}
