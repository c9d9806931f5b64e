import {
  type Expression,
  ExpressionCompiler,
  type ExpressionProblem,
  functionNames,
} from '@poolwright/crd-validator/cel';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { didYouMean } from '../../diagnostics/suggest.ts';
import type { SourceText } from '../../load/index.ts';

/** An expression of a rule file, compiled, with its text. */
export interface CompiledText extends Expression {
  source: SourceText;
}

/** Fields of variables that have a known set of them, as `request` has. */
export type KnownFields = Readonly<Record<string, readonly string[]>>;

/** Compiles the expressions of rule files, and reports what of them cannot be. */
export class RuleCompiler {
  readonly #variables: readonly string[];
  readonly #compiler: ExpressionCompiler;
  readonly #report: (diagnostic: Diagnostic) => void;

  /** @param variables the names that expressions may use */
  constructor(variables: readonly string[], report: (diagnostic: Diagnostic) => void) {
    this.#variables = variables;
    this.#compiler = new ExpressionCompiler(variables);
    this.#report = report;
  }

  /**
   * @param type what it has to be, for a message
   * @returns undefined for one that is reported, and `'authorizer'` for one that asks a cluster
   */
  compile(
    source: SourceText,
    type: 'bool' | 'string' | 'any',
    fields: KnownFields,
  ): CompiledText | 'authorizer' | undefined {
    const compiled = this.#compiler.compile(source.text);
    if ('message' in compiled) {
      if (compiled.unknown?.kind === 'authorizer') return 'authorizer';
      this.#fault(source, compiled.at, compiled.message, this.#helpFor(compiled));
      return undefined;
    }
    for (const {
      path: [variable, field],
      at,
    } of compiled.reads) {
      const known = Object.hasOwn(fields, variable ?? '') ? fields[variable ?? ''] : undefined;
      if (field === undefined || known === undefined || known.includes(String(field))) continue;
      this.#fault(
        source,
        at,
        `${variable} has no field ${field}`,
        didYouMean(String(field), known, 'variable'),
      );
      return undefined;
    }
    if (type !== 'any' && compiled.type !== 'dyn' && compiled.type !== type) {
      this.#fault(
        source,
        { start: 0, end: source.text.length },
        `the expression must be ${type}, not ${compiled.type}`,
        type === 'bool' ? 'Compare the value, as in value == 1' : 'Convert it, as in string(value)',
      );
      return undefined;
    }
    return { ...compiled, source };
  }

  #fault(source: SourceText, at: { start: number; end: number }, message: string, help: string): void {
    // A missing end is reported after the last character.
    const last = Math.max(source.text.trimEnd().length - 1, 0);
    const [start, end] = at.start > last ? [last, last + 1] : [at.start, at.end];
    this.#report({
      code: 'rule-invalid',
      severity: 'error',
      message,
      help,
      at: source.locate(start, end),
    });
  }

  #helpFor({ unknown }: ExpressionProblem): string {
    if (unknown?.kind === 'variable') return didYouMean(unknown.name, this.#variables, 'variable');
    if (unknown?.kind === 'function') return didYouMean(unknown.name, [...functionNames], 'function');
    return 'Correct the expression';
  }
}
