import type { ValidationRule } from '../crd-schema.ts';
import { certainty } from './certainty.ts';
import { Meters } from './cost/budget.ts';
import { type Environments, newEnvironments } from './environment.ts';
import { type CelProgram, compileProgram } from './program.ts';
import { makeRules, type PreparedRule } from './rules.generated.js';
import type { CelValue } from './value.ts';

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

/** Compiles rules, and tells what running them costs; those of the schemas that come with this program only once one of them does not simply hold. */
export class RuleCompiler {
  #environments: Environments | undefined;
  #meters: Meters | undefined;
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

  /** What evaluating a rule costs the API server. Throws `SchemaError` when that is not known. */
  costOf(rule: ValidationRule, self: CelValue, oldSelf: unknown): number {
    this.#meters ??= new Meters(this.#environment);
    return this.#meters.cost(rule, self, oldSelf);
  }

  get #environment(): Environments {
    this.#environments ??= newEnvironments();
    return this.#environments;
  }

  #programs({ rule, messageExpression, optionalOldSelf }: ValidationRule): Programs {
    const { plain, optional } = this.#environment;
    const environment = optionalOldSelf === true ? optional : plain;
    return {
      program: compileProgram(environment, rule),
      message: messageExpression === undefined ? undefined : compileProgram(environment, messageExpression),
    };
  }
}
