import type { ValidationRule } from '../crd-schema.ts';
import { type Environments, newEnvironments } from './environment.ts';
import { type CelProgram, compileProgram } from './program.ts';

/** A rule made ready to run. */
export interface CompiledRule {
  rule: ValidationRule;
  usesOldSelf: boolean;
  program: CelProgram;
  /** The rule's message expression. */
  message: CelProgram | undefined;
}

/** Compiles rules; the same text is compiled once. */
export class RuleCompiler {
  #environments: Environments | undefined;
  readonly #programs = { plain: new Map<string, CelProgram>(), optional: new Map<string, CelProgram>() };

  /** Throws `SchemaError` for a rule that is not supported. */
  compile(rule: ValidationRule): CompiledRule {
    const { messageExpression, optionalOldSelf } = rule;
    const environment = optionalOldSelf === true ? 'optional' : 'plain';
    const program = this.#program(environment, rule.rule);
    const message =
      messageExpression === undefined ? undefined : this.#program(environment, messageExpression);
    return { rule, usesOldSelf: program.usesOldSelf, program, message };
  }

  #program(environment: keyof Environments, source: string): CelProgram {
    const programs = this.#programs[environment];
    const known = programs.get(source);
    if (known !== undefined) return known;
    this.#environments ??= newEnvironments();
    const made = compileProgram(this.#environments[environment], source);
    programs.set(source, made);
    return made;
  }
}
