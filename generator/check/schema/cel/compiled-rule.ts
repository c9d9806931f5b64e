import type { ValidationRule } from '../crd-schema.ts';
import { certainty } from './certainty.ts';
import { type Environments, newEnvironments } from './environment.ts';
import { type CelProgram, compileProgram } from './program.ts';
import { makeRules, type PreparedRule } from './rules.generated.js';

/** A rule made ready to run. */
export interface CompiledRule {
  rule: ValidationRule;
  usesOldSelf: boolean;
  /** True where the rule certainly holds, by code made ahead of time; absent for rules that have none. */
  holds: PreparedRule['holds'] | undefined;
  /** What evaluates it and its message expression: for rules without code, and where that is not certain. */
  programs(): Programs;
}

export interface Programs {
  program: CelProgram;
  message: CelProgram | undefined;
}

/** Compiles rules; those of the schemas that come with this program only once one of them does not simply hold. */
export class RuleCompiler {
  #environments: Environments | undefined;
  #prepared: Readonly<Record<string, PreparedRule>> | undefined;

  /** Throws `SchemaError` for a rule that is not supported. */
  compile(rule: ValidationRule): CompiledRule {
    this.#prepared ??= makeRules(certainty);
    // With optionalOldSelf, `oldSelf` means something else.
    const hasCode = rule.optionalOldSelf !== true && Object.hasOwn(this.#prepared, rule.rule);
    const prepared = hasCode ? this.#prepared[rule.rule] : undefined;
    let programs: Programs | undefined;
    const compiled = (): Programs => {
      programs ??= this.#programs(rule);
      return programs;
    };
    const usesOldSelf = prepared?.usesOldSelf ?? compiled().program.usesOldSelf;
    return { rule, usesOldSelf, holds: prepared?.holds, programs: compiled };
  }

  #programs({ rule, messageExpression, optionalOldSelf }: ValidationRule): Programs {
    this.#environments ??= newEnvironments();
    const environment = optionalOldSelf === true ? this.#environments.optional : this.#environments.plain;
    return {
      program: compileProgram(environment, rule),
      message: messageExpression === undefined ? undefined : compileProgram(environment, messageExpression),
    };
  }
}
